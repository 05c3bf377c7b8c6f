import Foundation

/// One order a shopper of the WordPress estate was told is paid; one line of the shoppers' journal.
public struct WordPressOrder: Sendable, Hashable, Codable {
    public struct Line: Sendable, Hashable, Codable {
        public var sku: String
        public var quantity: Int

        public init(sku: String, quantity: Int) {
            self.sku = sku
            self.quantity = quantity
        }
    }

    /// Host of the store, for instance `eu.shop.test`.
    public var host: String
    /// The store's own number of the row; another order may get the same one on another server.
    public var id: Int
    /// The idempotency key of its form.
    public var key: String
    /// The shopper's e-mail address; no two visits have the same.
    public var customer: String
    /// What the shopper put into the cart, whatever the page said.
    public var lines: [Line]
    /// Minor units, as the confirmation said.
    public var total: Int
    /// When the shopper saw it, in milliseconds since 1970.
    public var ms: Int64

    public init(
        host: String, id: Int, key: String, customer: String, lines: [Line], total: Int, ms: Int64
    ) {
        self.host = host
        self.id = id
        self.key = key
        self.customer = customer
        self.lines = lines
        self.total = total
        self.ms = ms
    }

    /// Reads a whole journal. An unfinished last line (the writer was killed in the middle of it) was not acknowledged
    /// and is left out; any other line that does not parse is an error.
    public static func read(_ path: String) throws(SampleEstateError) -> [WordPressOrder] {
        do {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[...$0] } ?? Data()
            let decoder = JSONDecoder()
            return try whole.split(separator: UInt8(ascii: "\n")).map {
                try decoder.decode(WordPressOrder.self, from: Data($0))
            }
        } catch {
            throw .fileUnusable(path: path, reason: "\(error)")
        }
    }

    /// The order as a line of the journal, with its end of line.
    func journalLine() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
