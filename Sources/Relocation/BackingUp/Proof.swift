/// What of a backup was restored elsewhere and found equal. A backup that was not restored has proven nothing.
public struct Proof: Sendable, Hashable, Codable, CustomStringConvertible {
    public struct Part: Sendable, Hashable, Codable {
        public var name: String
        public var snapshot: String
        public var isProven: Bool
        /// What was compared, or why it is not proven.
        public var why: String
        /// Restoring and comparing.
        public var seconds: Double
        public var bytes: Int
        /// SHA-256 of what came back: a dump as it is, a folder's list of paths, sizes and digests.
        public var digest: String

        public init(
            name: String, snapshot: String, isProven: Bool, why: String, seconds: Double, bytes: Int, digest: String
        ) {
            self.name = name
            self.snapshot = snapshot
            self.isProven = isProven
            self.why = why
            self.seconds = seconds
            self.bytes = bytes
            self.digest = digest
        }
    }

    public var parts: [Part]

    /// Nothing restored yet.
    public init(unproven records: [BackupRecord]) {
        parts = records.map {
            Part(
                name: $0.part, snapshot: $0.snapshot, isProven: false, why: "it was not restored", seconds: 0,
                bytes: $0.bytes, digest: "")
        }
    }

    public init(parts: [Part]) { self.parts = parts }

    public var proven: Int { parts.count(where: \.isProven) }
    public var isComplete: Bool { !parts.isEmpty && proven == parts.count }
    public var seconds: Double { parts.reduce(0) { $0 + $1.seconds } }
    public var bytes: Int { parts.reduce(0) { $0 + ($1.isProven ? $1.bytes : 0) } }

    /// `2 of 3 proven`.
    public var description: String { "\(proven) of \(parts.count) proven" }
}
