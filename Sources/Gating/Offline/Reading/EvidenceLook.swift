/// One look at the evidence, as a file tells of it.
public struct EvidenceLook: Sendable, Hashable {
    /// ms since 1970.
    public var at: Int
    /// Where in the file it begins.
    public var place: TextPlace
    /// The new side's share of the visitors, 0…1; nil where the file does not say.
    public var exposure: Double?
    /// The step's decision; nil where the file does not say.
    public var decision: String?
    public var signals: [String: SignalEvidence] = [:]
    /// Visitors assigned to each side since the last look.
    public var visitors = Block()
    /// Lines of the log read for it, and lines known to be missing.
    public var lines = 0
    public var missing = 0

    public init(at: Int, place: TextPlace) {
        self.at = at
        self.place = place
    }
}

/// What a file of evidence tells, in its order.
public enum EvidenceNews: Sendable, Hashable {
    case look(EvidenceLook)
    /// The stage was taken back: what follows is its next attempt.
    case takenBack
}

/// The signals that a file may speak of.
struct SignalBook {
    private var specs: [String: SignalSpec]
    private var unnamed: SignalSpec?

    /// - Parameter unnamed: where no signal is known by name, the terms of the one that the file speaks of.
    init(_ specs: [SignalSpec], unnamed: SignalSpec?) {
        self.specs = Dictionary(specs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.unnamed = unnamed
    }

    /// The names of those that are compared exactly.
    var exact: Set<String> { Set(specs.values.filter { $0.kind == .exact }.map(\.id)) }

    /// Whether the file itself names the signal that is judged.
    var isOpen: Bool { unnamed != nil }

    mutating func spec(_ name: String, at place: TextPlace) throws(EvidenceFileError) -> SignalSpec {
        if let known = specs[name] { return known }
        if var spec = unnamed, specs.isEmpty, !name.isEmpty {
            spec.id = name
            specs[name] = spec
            return spec
        }
        let known = specs.keys.sorted().joined(separator: ", ")
        throw .unusable(
            place, what: name.isEmpty ? "no signal is named" : "signal `\(name)` is not judged here",
            mend: unnamed == nil
                ? "use one of \(known)"
                : "without a plan one signal is judged at a time, and this file began with \(known)")
    }

    /// The segment's name, where the signal is judged by its dimension.
    static func segment(
        _ name: String, of spec: SignalSpec, at place: TextPlace
    ) throws(EvidenceFileError) -> String {
        let parts = name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw .unusable(place, what: "`\(name)` is no segment", mend: "write it as region=EU")
        }
        guard spec.segments.contains(String(parts[0])) || spec.segmentMargins[name] != nil else {
            throw .unusable(
                place, what: "signal `\(spec.id)` is not judged by \(parts[0])",
                mend: "leave the segment out, or name the dimension among the signal's segments")
        }
        return name
    }
}

/// Figures as a file writes them.
enum EvidenceFigure {
    /// The most units that one row may count: sums stay exact whatever the file's length.
    static let most = 1_000_000_000

    static func count(_ text: some StringProtocol, at place: TextPlace) throws(EvidenceFileError) -> Int {
        let digits = text.utf8
        guard !digits.isEmpty, digits.allSatisfy({ 48...57 ~= $0 }) else {
            let isNegative = digits.first == UInt8(ascii: "-") && digits.count > 1
            throw .unusable(
                place, what: isNegative ? "`\(text)` is negative" : "`\(clipped(text))` is no whole number",
                mend: "counts are whole numbers from 0 to \(most)")
        }
        guard digits.count <= 19, let value = Int(text), value <= most else {
            throw .unusable(
                place, what: "`\(clipped(text))` is more than can be counted between two looks",
                mend: "counts are whole numbers from 0 to \(most)")
        }
        return value
    }

    static func block(
        _ counts: (oldUnits: Int, oldEvents: Int, newUnits: Int, newEvents: Int), old: TextPlace, new: TextPlace
    ) throws(EvidenceFileError) -> Block {
        for (side, units, events, place) in [
            ("old", counts.oldUnits, counts.oldEvents, old), ("new", counts.newUnits, counts.newEvents, new),
        ] where events > units {
            throw .unusable(
                place, what: "\(events) events of \(units) units on the \(side) side",
                mend: "a unit meets its event once at most: count units, not requests")
        }
        return Block(
            oldUnits: counts.oldUnits, oldEvents: counts.oldEvents, newUnits: counts.newUnits,
            newEvents: counts.newEvents)
    }

    /// `5%` or `0.05`.
    static func share(_ text: some StringProtocol, at place: TextPlace) throws(EvidenceFileError) -> Double {
        let isPercent = text.hasSuffix("%")
        let number = Double(isPercent ? String(text.dropLast()) : String(text)).map { isPercent ? $0 / 100 : $0 }
        guard let number, number >= 0, number <= 1 else {
            throw .unusable(
                place, what: "`\(clipped(text))` is no share", mend: "write it as 5% or 0.05, from 0 to 1")
        }
        return number
    }

    /// Only what a person can read of it.
    static func clipped(_ text: some StringProtocol) -> String {
        text.count > 40 ? text.prefix(40) + "…" : String(text)
    }
}
