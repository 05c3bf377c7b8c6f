/// A place in a text: both counted from 1, columns in characters.
public struct TextPlace: Sendable, Hashable, Codable {
    public var line: Int
    public var column: Int

    public init(line: Int = 1, column: Int = 1) {
        self.line = line
        self.column = column
    }
}

/// Why a file of evidence cannot be used.
public enum EvidenceFileError: Error, Hashable, CustomStringConvertible {
    /// What was found where another thing was expected, and what to do.
    case unusable(TextPlace, what: String, mend: String)

    public var description: String { description(of: "the evidence") }

    /// `file:line:column: what; what to do`.
    public func description(of file: String) -> String {
        switch self {
        case .unusable(let place, let what, let mend): "\(file):\(place.line):\(place.column): \(what); \(mend)"
        }
    }
}
