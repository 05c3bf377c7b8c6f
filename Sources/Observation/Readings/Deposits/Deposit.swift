public import Foundation
public import Gating

/// A result that another program leaves in a file: a crawl's findings, a reconciliation of entities.
///
///     {"sluice_result": 1, "signal": "stock", "at": "2026-11-21T18:24:51Z", "compared": 4000, "mismatches": 2,
///      "detail": "T-100: 3 here, 4 there", "figures": {"lost": 1, "changed": 1}}
///
/// `at` is when its comparison began: ISO 8601 with its zone, or ms since 1970. `figures` may be left out.
public struct Deposit: Sendable, Hashable {
    public var signal: String
    /// ms since 1970.
    public var at: Int
    public var compared: Int
    public var mismatches: Int
    public var detail: String
    public var figures: [String: Int]

    public init(
        signal: String, at: Int, compared: Int, mismatches: Int, detail: String, figures: [String: Int] = [:]
    ) {
        self.signal = signal
        self.at = at
        self.compared = compared
        self.mismatches = mismatches
        self.detail = detail
        self.figures = figures
    }

    /// Reads a deposit strictly: a missing, unknown or wrong member makes all of it unusable. Pure.
    /// - Parameter place: the file, for messages.
    public init(_ bytes: Data, place: String) throws(ReadingFault) {
        guard let members = JSONTree(bytes)?.object else {
            throw .notUnderstood(
                place, expected: "a JSON object", found: bytes.isEmpty ? "nothing" : "something else",
                mend: "write it beside its place and rename it when it is whole")
        }
        func member<T>(
            _ name: String, _ expected: String, _ read: (JSONTree) -> T?
        ) throws(ReadingFault) -> T {
            guard let value = members[name].flatMap(read) else {
                throw Self.wrong(place, "\(expected) as \"\(name)\"", members[name]?.shown ?? "none")
            }
            return value
        }
        let known: Set = ["sluice_result", "signal", "at", "compared", "mismatches", "detail", "figures"]
        if let strange = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw Self.wrong(place, "no member but \(known.sorted().joined(separator: ", "))", "\"\(strange)\"")
        }
        _ = try member("sluice_result", "1") { $0.whole == 1 ? 1 : nil }
        signal = try member("signal", "a signal's name") { $0.text }
        at = try member("at", "a time with its zone, or ms since 1970") { $0.time }
        compared = try member("compared", "a count") { $0.whole.flatMap { $0 >= 0 ? $0 : nil } }
        mismatches = try member("mismatches", "a count") { $0.whole.flatMap { $0 >= 0 ? $0 : nil } }
        detail = try member("detail", "a sentence") { $0.text.map { ShownText.plain($0, limit: 1_000) } }
        figures = [:]
        for (name, value) in try members["figures"] == nil ? [:] : member("figures", "an object", { $0.object }) {
            guard let count = value.whole else {
                throw Self.wrong(place, "a whole number as figure \"\(ShownText.plain(name, limit: 40))\"", value.shown)
            }
            figures[ShownText.plain(name, limit: 40)] = count
        }
        guard mismatches <= compared else {
            throw Self.wrong(place, "no more mismatches than were compared", "\(mismatches) of \(compared)")
        }
    }

    /// Judges a deposit for a signal at a moment. Pure.
    /// - Parameters:
    ///   - now: ms since 1970.
    ///   - maximumAge: ms.
    /// - Throws: another signal's, a stale one, one from the future, and one that compared nothing.
    public func result(
        for wanted: String, now: Int, maximumAge: Int, place: String
    ) throws(ReadingFault) -> ExactResult {
        guard signal == wanted else {
            throw Self.wrong(place, "a result of the signal \(wanted)", "\"\(ShownText.plain(signal, limit: 60))\"")
        }
        if at - now > Timestamp.tolerance { throw .clock("the program that wrote \(place)", ahead: at - now) }
        guard now - at <= maximumAge else {
            throw .stale(place, age: now - at, limit: maximumAge, mend: "is whoever writes it running?")
        }
        guard compared > 0 else { throw Self.wrong(place, "something compared", "nothing (compared is 0)") }
        return ExactResult(compared: compared, mismatches: mismatches, detail: detail, figures: figures)
    }

    private static func wrong(_ place: String, _ expected: String, _ found: String) -> ReadingFault {
        .notUnderstood(
            place, expected: expected, found: ShownText.plain(found, limit: 80), mend: "mend whoever writes it")
    }
}
