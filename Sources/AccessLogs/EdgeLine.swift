/// One request as the edge logged it: numbers read, texts as ranges of the line's bytes, so that reading a line allocates
/// nothing.
///
/// The line is a fixed list of fields separated by one space, none of them empty:
///
///     end_ms seq id unit segment cohort side generation/decision bucket visitor method status bytes
///     TR/Tw/Tc/Tr/Ta term ua step backend/server path
public struct EdgeLine: Sendable {
    /// A text inside the line: offset and length in bytes.
    public struct Field: Sendable, Hashable {
        public let start: Int
        public let count: Int
    }

    /// The cohort a visitor was *assigned* to, whatever side served the request.
    public enum Cohort: UInt8, Sendable {
        case old
        case new
        /// Neither in the experiment nor in the control.
        case rest
        case bot
        case tester
    }

    /// What served the request.
    public enum Served: UInt8, Sendable {
        case old
        case new
        /// Old, because the new side had no live server: a failure of the new side.
        case fallback
        /// Old, because the lease of the policy lapsed.
        case lapsed
        /// The edge itself: a freeze, a maintenance page, a redirect.
        case edge
    }

    /// When the response was sent, in ms since 1970.
    public let endMs: Int64
    /// The log counter of the edge's process: consecutive while nothing is missing.
    public let sequence: UInt64
    /// The edge's process id, from the request's id.
    public let process: UInt32
    public let unit: Field
    /// `REGION.device`.
    public let segment: Field
    public let cohort: Cohort
    public let served: Served
    /// Whether a pin chose the side.
    public let pinned: Bool
    /// `generation/decision`.
    public let decision: Field
    public let bucket: UInt16
    /// A hash of the visitor's first-party id.
    public let visitor: UInt64
    public let method: Field
    /// 0 where the server was never heard (refused, reset).
    public let status: Int
    /// Time from the first byte of the request to the last of the response, in ms.
    public let totalMs: Int
    /// HAProxy's two-letter termination state; `--` is a normal end.
    public let termination: Field
    /// The flow step, with its variant after a dot; `-` for none.
    public let step: Field
    public let server: Field
    public let path: Field

    /// Whether the shopper met a failure of a server: 5xx, a refused or broken connection, or a fallback.
    ///
    /// A termination by the client (`C…`) is the shopper's own doing; an answer by the edge itself is policy.
    public func isFailure(in line: UnsafeRawBufferPointer) -> Bool {
        switch served {
        case .fallback: return true
        case .edge: return false
        case .old, .new, .lapsed:
            if status >= 500 { return true }
            let first = termination.count > 0 ? line[termination.start] : UInt8(ascii: "-")
            return first == UInt8(ascii: "S") || (status <= 0 && first != UInt8(ascii: "C"))
        }
    }
}

extension EdgeLine {
    /// Reads one line without its line end. Nil where it is not a line of ours; nothing is guessed.
    public init?(_ line: UnsafeRawBufferPointer) {
        var reader = FieldReader(line)
        guard let end = reader.integer(), let sequence = reader.integer(), let id = reader.field(),
            let unit = reader.field(), let segment = reader.field(), let cohortName = reader.field(),
            let side = reader.field(), let decision = reader.field(), let bucket = reader.integer(),
            let visitor = reader.hexadecimal(), let method = reader.field(), let status = reader.integer(),
            reader.integer() != nil, let timers = reader.field(), let termination = reader.field(),
            reader.field() != nil, let step = reader.field(), let server = reader.field(), let path = reader.rest()
        else { return nil }
        guard let cohort = Self.cohort(cohortName, line), side.count == 1, let served = Self.served(line[side.start]),
            let total = Self.lastTimer(timers, line), let process = Self.process(id, line),
            0...65_535 ~= bucket, -1...999 ~= status, sequence >= 0
        else { return nil }
        self.endMs = Int64(end)
        self.sequence = UInt64(sequence)
        self.process = process
        self.unit = unit
        self.segment = segment
        self.cohort = cohort
        self.served = served
        self.pinned = line[side.start] == UInt8(ascii: "N") || line[side.start] == UInt8(ascii: "O")
        self.decision = decision
        self.bucket = UInt16(bucket)
        self.visitor = visitor
        self.method = method
        self.status = status
        self.totalMs = total
        self.termination = termination
        self.step = step
        self.server = server
        self.path = path
    }

    private static func cohort(_ f: Field, _ line: UnsafeRawBufferPointer) -> Cohort? {
        var word: UInt32 = 0
        guard f.count == 3 || f.count == 4 else { return nil }
        for i in f.start..<f.start + f.count { word = word << 8 | UInt32(line[i]) }
        return switch word {
        case 0x6E_65_77: .new  // "new"
        case 0x63_74_6C: .old  // "ctl"
        case 0x72_65_73_74: .rest  // "rest"
        case 0x62_6F_74: .bot  // "bot"
        case 0x74_65_73_74: .tester  // "test"
        default: nil
        }
    }

    private static func served(_ byte: UInt8) -> Served? {
        switch byte {
        case UInt8(ascii: "n"), UInt8(ascii: "N"): .new
        case UInt8(ascii: "o"), UInt8(ascii: "O"): .old
        case UInt8(ascii: "f"): .fallback
        case UInt8(ascii: "l"): .lapsed
        case UInt8(ascii: "x"): .edge
        default: nil
        }
    }

    /// The last of `a/b/c/d/e`; HAProxy prefixes a total with `+` where the log was written early.
    private static func lastTimer(_ f: Field, _ line: UnsafeRawBufferPointer) -> Int? {
        var i = f.start + f.count - 1
        var scale = 1
        var value = 0
        while i > f.start, 48...57 ~= line[i], scale <= 1_000_000_000 {
            value += Int(line[i] - 48) * scale
            scale *= 10
            i -= 1
        }
        return scale > 1 && (line[i] == UInt8(ascii: "/") || line[i] == UInt8(ascii: "+")) ? value : nil
    }

    private static func process(_ f: Field, _ line: UnsafeRawBufferPointer) -> UInt32? {
        var value: UInt32 = 0
        var i = f.start
        while i < f.start + f.count, 48...57 ~= line[i], value < 400_000_000 {
            value = value * 10 + UInt32(line[i] - 48)
            i += 1
        }
        return i > f.start && i < f.start + f.count && line[i] == UInt8(ascii: "-") ? value : nil
    }
}
