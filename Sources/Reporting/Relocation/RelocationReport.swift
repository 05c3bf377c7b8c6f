public import Foundation

/// What was measured while a store was moved, and what it comes to in the terms in which the move was promised.
///
/// Made from the plan, the evidence records and the journals of the hand overs alone: the same of them at the same time
/// give the same bytes.
public struct RelocationReport: Sendable, Hashable, Codable {
    /// The format that this program writes.
    public static let presentFormat = 1

    /// Where a figure or a finding is to be found.
    public struct Source: Sendable, Hashable, Codable {
        /// The file in the bundle.
        public var file: String
        /// Its SHA-256, hexadecimal; of a journal the hash of the row.
        public var digest: String
        /// Of a journal.
        public var row: Int?
    }

    /// What was promised, and what was measured of it.
    public struct Outcome: Sendable, Hashable, Codable {
        public enum State: String, Sendable, Hashable, Codable {
            case good, short
            case notMeasured = "not-measured"
        }

        public var id: String
        public var name: String
        /// What was promised, in the plan's own terms; nil where nothing was.
        public var asked: String?
        public var state: State
        /// `0`, `100 %`, `3 → 0`; `not measured` where nobody did.
        public var value: String
        /// What stands behind it.
        public var detail: String
        public var sources: [Source]
    }

    /// Something that must have been seen, and whether it was.
    public struct Check: Sendable, Hashable, Codable {
        public enum State: String, Sendable, Hashable, Codable {
            case passed, failed
            case notMeasured = "not-measured"
        }

        /// The kind of record.
        public var kind: String
        public var subject: String
        public var state: State
        /// When, by whom, with which figures.
        public var detail: String
        public var source: Source?
    }

    /// One hand over, to the new side or back.
    public struct Passage: Sendable, Hashable, Codable {
        public enum End: String, Sendable, Hashable, Codable {
            case done, unfinished
            case noWayBack = "no-way-back"
            case takenBack = "taken-back"
        }

        /// `over` or `back`.
        public var direction: String
        /// ms since 1970.
        public var began: Int
        public var end: End
        /// For how long shoppers were held, in ms; nil where they were not.
        public var held: Int?
        public var journal: String
        public var first: Int
        public var last: Int
        /// Rows between which the pause was measured.
        public var pause: ClosedRange<Int>?
        /// The hash of the last row.
        public var digest: String
    }

    /// A record as it lies in the bundle.
    public struct Filed: Sendable, Hashable, Codable {
        public var file: String
        public var digest: String
        public var kind: String
        public var subject: String
        /// ms since 1970.
        public var at: Int
        public var by: String
        public var passed: Bool
        public var figures: [String: Double]
        public var note: String?
    }

    /// A journal as it lies in the bundle.
    public struct Kept: Sendable, Hashable, Codable {
        public var file: String
        public var rows: Int
        public var head: String
        /// The plan it was begun with.
        public var plan: String
    }

    public var format = Self.presentFormat
    /// The plan's name.
    public var name: String
    public var plan: String
    /// The moment that the report speaks of, in ms since 1970.
    public var at: Int
    public var signers: [String]
    /// Those of them who sign for the client.
    public var client: [String]
    public var outcomes: [Outcome]
    public var checks: [Check]
    public var passages: [Passage]
    public var records: [Filed]
    public var journals: [Kept]

    /// Sorted keys, two-space indents, ended by a line feed.
    public var json: Data { ReportCoding.bytes(self) }

    /// SHA-256 of the JSON, hexadecimal: what people sign.
    public var digest: String { sha256(json) }
}
