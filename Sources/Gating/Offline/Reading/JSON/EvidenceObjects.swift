/// Cuts a stream of JSON into the objects of its list, or of its lines, so that no more than one lies in memory.
struct EvidenceObjects {
    /// The most bytes that one look may take.
    static let longest = 16 << 20

    private enum State {
        case before
        case afterComma
        /// Between objects; whether a comma must come first.
        case between(needsComma: Bool)
        case inside
        case ended
    }

    private var state = State.before
    private var isList = false
    private var place: TextPlace
    private var start = TextPlace()
    private var object: [UInt8] = []
    private var depth = 0
    private var (isInText, isEscaped) = (false, false)

    /// - Parameter place: where the first byte stands.
    init(from place: TextPlace) { self.place = place }

    /// Takes in one byte; hands out an object once it closes.
    mutating func add(_ byte: UInt8) throws(EvidenceFileError) -> (bytes: [UInt8], place: TextPlace)? {
        defer {
            if byte == 10 { place = TextPlace(line: place.line + 1, column: 1) }
            if byte != 10, byte & 0xC0 != 0x80 { place.column += 1 }
        }
        if case .inside = state { return try addInside(byte) }
        if byte == 32 || byte == 10 || byte == 13 || byte == 9 { return nil }
        switch (state, byte) {
        case (.before, UInt8(ascii: "[")):
            isList = true
            state = .between(needsComma: false)
        case (.between(true), UInt8(ascii: ",")) where isList: state = .afterComma
        case (.between, UInt8(ascii: "]")) where isList: state = .ended
        case (.before, UInt8(ascii: "{")), (.afterComma, UInt8(ascii: "{")),
            (.between, UInt8(ascii: "{")) where !needsComma:
            (state, start, object, depth) = (.inside, place, [byte], 1)
        case (.ended, _): throw unexpected(byte, "nothing more")
        default: throw unexpected(byte, needsComma ? "`,` or `]`" : "an object")
        }
        return nil
    }

    private var needsComma: Bool { if case .between(true) = state { isList } else { false } }

    private mutating func addInside(_ byte: UInt8) throws(EvidenceFileError) -> (bytes: [UInt8], place: TextPlace)? {
        object.append(byte)
        guard object.count <= Self.longest else {
            throw .unusable(
                start, what: "one object is longer than \(Self.longest >> 20) MB",
                mend: "write one object for each look")
        }
        if isInText {
            if isEscaped {
                isEscaped = false
            } else if byte == 92 {
                isEscaped = true
            } else if byte == 34 {
                isInText = false
            }
            return nil
        }
        switch byte {
        case 34: isInText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
        guard depth == 0 else { return nil }
        state = .between(needsComma: true)
        defer { object = [] }
        return (object, start)
    }

    /// - Throws: where the text ends too early.
    func finish() throws(EvidenceFileError) {
        switch state {
        case .inside:
            throw .unusable(
                place, what: "the file ends inside the object that begins at \(start.line):\(start.column)",
                mend: "write the file anew: it was cut off")
        case .before, .afterComma, .between:
            guard isList else {
                if case .before = state {
                    throw .unusable(place, what: "the file is empty", mend: "write one object for each look")
                }
                return
            }
            throw .unusable(place, what: "the list is not closed", mend: "write the file anew: it was cut off")
        case .ended: return
        }
    }

    private func unexpected(_ byte: UInt8, _ expected: String) -> EvidenceFileError {
        let found = 33...126 ~= byte ? "`\(Character(UnicodeScalar(byte)))`" : "byte \(byte)"
        return .unusable(place, what: "\(found) where \(expected) should be", mend: "write a list of objects")
    }
}
