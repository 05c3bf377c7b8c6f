extension TextPlace: Comparable {
    public static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

extension PlacedJSON {
    var isNull: Bool { if case .null = value { true } else { false } }

    func isNot(_ expected: String) -> EvidenceFileError {
        .unusable(place, what: "\(kind) where \(expected) should be", mend: "write \(expected)")
    }

    func lacks(_ name: String) -> EvidenceFileError {
        .unusable(place, what: "`\(name)` is missing", mend: "write it, if only as 0")
    }

    func list() throws(EvidenceFileError) -> [Member] {
        guard case .object(let members) = value else { throw isNot("an object") }
        return members
    }

    func members() throws(EvidenceFileError) -> [String: Member] {
        Dictionary(uniqueKeysWithValues: try list().map { ($0.name, $0) })
    }

    func elements() throws(EvidenceFileError) -> [PlacedJSON] {
        guard case .list(let elements) = value else { throw isNot("a list") }
        return elements
    }

    func text() throws(EvidenceFileError) -> String {
        guard case .text(let text) = value else { throw isNot("a text") }
        return text
    }

    /// A text, or a number as it is written.
    func written() throws(EvidenceFileError) -> String {
        switch value {
        case .text(let text), .number(let text): return text
        default: throw isNot("a text or a number")
        }
    }

    func count() throws(EvidenceFileError) -> Int {
        guard case .number(let number) = value else { throw isNot("a number") }
        return try EvidenceFigure.count(number, at: place)
    }
}
