/// How a CSV file is written.
public struct CSVForm: Sendable, Hashable {
    /// One byte: a comma, a semicolon, a tab, a bar.
    public var delimiter: UInt8
    public var quote: UInt8
    /// The first line names the columns; otherwise they are called `1`, `2`, ….
    public var hasHeader: Bool
    /// What stands, without quotes, for no value; nil where the file has no way to say so.
    public var null: String?
    /// Columns that hold only numbers are numbers; otherwise every column is text.
    public var infersTypes: Bool

    public init(
        delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\""), hasHeader: Bool = true,
        null: String? = nil, infersTypes: Bool = true
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.hasHeader = hasHeader
        self.null = null
        self.infersTypes = infersTypes
    }
}
