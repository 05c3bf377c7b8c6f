public import Cutover
import Foundation
public import Journaling

/// A run as its journal tells it: the state after every row, and the timeline for people. Nothing but the journal is
/// needed.
public struct RunHistory: Sendable {
    /// One line of the timeline, with the row that caused it.
    public struct Moment: Sendable, Hashable, Codable {
        public var row: Int
        /// ms since 1970.
        public var at: Int
        public var remark: Remark

        public init(row: Int, at: Int, remark: Remark) {
            self.row = row
            self.at = at
            self.remark = remark
        }
    }

    /// A row holds something that is no event of this program.
    public struct Unreadable: Error, Sendable, CustomStringConvertible {
        public let row: Int
        public let why: String

        public var description: String {
            "row \(row) of the journal cannot be read (\(why)); it was written by another version of this program: "
                + "go on with that version"
        }
    }

    public private(set) var state = RunState.blank
    public private(set) var moments: [Moment] = []
    /// The last row folded.
    public private(set) var row = 0

    public init() {}

    /// Folds further rows, oldest first.
    /// - Parameter visit: called with the row, its event and the state after it.
    public mutating func fold(
        _ rows: [Row], visit: (Row, Event, RunState) -> Void = { _, _, _ in }
    ) throws(Unreadable) {
        for row in rows {
            self.row = row.sequence
            guard row.kind == .event else { continue }
            let event: Event = try Self.decode(row)
            let decision = decide(state, event, at: row.at)
            state = decision.state
            moments += decision.remarks.map { Moment(row: row.sequence, at: row.at, remark: $0) }
            visit(row, event, state)
        }
    }

    /// Takes in what was just decided and written.
    mutating func accept(_ decision: Decision, _ rows: [Row]) -> [Moment] {
        guard let first = rows.first, let last = rows.last else { return [] }
        state = decision.state
        row = last.sequence
        let fresh = decision.remarks.map { Moment(row: first.sequence, at: first.at, remark: $0) }
        moments += fresh
        return fresh
    }

    /// Decides every event again and checks that the journal's intents are what came of it.
    /// - Throws: `Unreadable` with the first row that holds another intent.
    public static func checkIntents(_ rows: [Row]) throws(Unreadable) {
        var state = RunState.blank
        var expected: [String] = []
        for row in rows {
            switch row.kind {
            case .intent:
                guard !expected.isEmpty, expected.removeFirst() == row.body else {
                    throw Unreadable(row: row.sequence, why: "the events before it lead to another intent")
                }
            case .event:
                guard expected.isEmpty else {
                    throw Unreadable(row: row.sequence, why: "an intent is missing before it")
                }
                let event: Event = try decode(row)
                let decision = decide(state, event, at: row.at)
                state = decision.state
                expected = decision.effects.map { JournalCoding.text($0) }
            }
        }
    }

    private static func decode(_ row: Row) throws(Unreadable) -> Event {
        do {
            return try JSONDecoder().decode(Event.self, from: Data(row.body.utf8))
        } catch {
            throw Unreadable(row: row.sequence, why: "\(error)")
        }
    }
}

/// How events and intents stand in the journal: compact JSON with sorted keys, so that equal values have equal bytes.
enum JournalCoding {
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // The values are ours, finite numbers and text only: they always encode.
        guard let bytes = try? encoder.encode(value) else { preconditionFailure("an event must be encodable") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
