import Foundation

/// One order a shopper was told is placed; one line of the file of acknowledged orders.
public struct AcknowledgedOrder: Sendable, Hashable, Codable {
    public struct Line: Sendable, Hashable, Codable {
        public var sku: String
        public var quantity: Int

        public init(sku: String, quantity: Int) {
            self.sku = sku
            self.quantity = quantity
        }
    }

    public var number: String
    /// The idempotency key of its payment.
    public var key: String
    /// The shopper's e-mail address.
    public var customer: String
    /// `EU`, `US` or `APAC`.
    public var region: String
    /// Cents, as the confirmation page said.
    public var total: Int
    public var lines: [Line]
    /// When the shopper saw it, in milliseconds since 1970.
    public var ms: Int64

    public init(
        number: String, key: String, customer: String, region: String, total: Int, lines: [Line], ms: Int64
    ) {
        self.number = number
        self.key = key
        self.customer = customer
        self.region = region
        self.total = total
        self.lines = lines
        self.ms = ms
    }

    /// Reads a whole file of acknowledged orders. An unfinished last line (the writer was killed in the middle of it)
    /// is not an acknowledged order and is left out; any other line that does not parse is an error.
    public static func read(_ path: String) throws(SampleEstateError) -> [AcknowledgedOrder] {
        do {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[...$0] } ?? Data()
            let decoder = JSONDecoder()
            return try whole.split(separator: UInt8(ascii: "\n")).map {
                try decoder.decode(AcknowledgedOrder.self, from: Data($0))
            }
        } catch {
            throw .fileUnusable(path: path, reason: "\(error)")
        }
    }

    /// The order as a line of the file, with its end of line. All texts are of the estate's own making and hold
    /// nothing that JSON would escape.
    var line: String {
        let items = lines.map { #"{"sku":"\#($0.sku)","quantity":\#($0.quantity)}"# }.joined(separator: ",")
        return #"{"number":"\#(number)","key":"\#(key)","customer":"\#(customer)","region":"\#(region)","#
            + #""total":\#(total),"lines":[\#(items)],"ms":\#(ms)}"# + "\n"
    }
}
