/// The journal rows that a figure comes from: ascending row numbers, neighbours joined.
///
/// Written as `12-40,44`, the same in JSON and on the page.
public struct RowSpans: Sendable, Hashable, Codable, CustomStringConvertible {
    public private(set) var ranges: [ClosedRange<Int>] = []

    public init() {}

    public init(_ rows: Int...) {
        for row in rows { insert(row) }
    }

    /// Adds a row. Rows come in ascending order; one that is known already changes nothing.
    public mutating func insert(_ row: Int) {
        guard let last = ranges.last else {
            ranges = [row...row]
            return
        }
        if row <= last.upperBound { return }
        if row == last.upperBound + 1 {
            ranges[ranges.count - 1] = last.lowerBound...row
        } else {
            ranges.append(row...row)
        }
    }

    public var isEmpty: Bool { ranges.isEmpty }
    public var count: Int { ranges.reduce(0) { $0 + $1.count } }
    /// The first and the last row of every span: what a page links to.
    public var ends: [Int] { ranges.flatMap { $0.count == 1 ? [$0.lowerBound] : [$0.lowerBound, $0.upperBound] } }

    public var description: String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        for span in text.split(separator: ",") {
            let ends = span.split(separator: "-").map { Int($0) }
            guard let low = ends.first ?? nil, let high = ends.last ?? nil, ends.count <= 2, low <= high,
                ranges.last.map({ $0.upperBound < low }) ?? true
            else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(span)` is no span of rows")
            }
            ranges.append(low...high)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A moment of the run, and the row of the journal that tells of it.
public struct Mark: Sendable, Hashable, Codable {
    /// ms since 1970.
    public var at: Int
    public var row: Int

    public init(at: Int, row: Int) {
        self.at = at
        self.row = row
    }
}
