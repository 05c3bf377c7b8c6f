package import Relocation

/// One thing of the plan that is backed up: a database, or a volume of an old host.
package struct BackupItem: Sendable {
    package let part: BackupPart
    /// The system of the plan it belongs to; nil where its host names none.
    package let system: String?
    /// Such as `the volume /srv/www of web-eu`.
    package let what: String
    /// About, in bytes; nil where nobody could tell.
    package let bytes: Int?

    package init(_ part: BackupPart, system: String?, what: String, bytes: Int?) {
        (self.part, self.system, self.what, self.bytes) = (part, system, what, bytes)
    }
}

/// What a proof says of each system: only a system whose every part is in the backup can be proven by it. Pure.
package struct BackupVerdict: Sendable, Hashable {
    package let system: String
    package let proven: Int
    package let parts: Int
    package let bytes: Int
    package let seconds: Double

    package var isProven: Bool { parts > 0 && proven == parts }

    /// - Parameters:
    ///   - items: what was backed up.
    ///   - all: what the plan would have backed up, all of it.
    package static func of(_ proof: Proof, _ items: [BackupItem], all: [String: Int]) -> [BackupVerdict] {
        let found = Dictionary(proof.parts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let systems = Set(items.compactMap(\.system)).sorted()
        return systems.compactMap { system in
            let own = items.filter { $0.system == system }
            guard own.count == all[system] else { return nil }
            let parts = own.compactMap { found[$0.part.name] }
            return BackupVerdict(
                system: system, proven: parts.count(where: \.isProven), parts: own.count,
                bytes: parts.reduce(0) { $0 + $1.bytes }, seconds: parts.reduce(0) { $0 + $1.seconds })
        }
    }
}

/// Which snapshots may go. Pure.
package enum BackupRetention {
    /// Snapshots older than `keep`; never those of the newest run, nor of the newest run that is proven as a whole.
    ///
    /// - Parameter age: of a snapshot; nil where its time does not read, and it stays.
    package static func expired(
        _ records: [BackupRecord], keep: Duration, age: (BackupRecord) -> Duration?
    ) -> [BackupRecord] {
        let runs = Dictionary(grouping: records, by: \.run)
        let newest = records.max { $0.at < $1.at }?.run
        let proven = runs.filter { $0.value.allSatisfy { $0.proven != nil } }
            .max { ($0.value.map(\.at).max() ?? "") < ($1.value.map(\.at).max() ?? "") }?.key
        return records.filter { record in
            guard record.run != newest, record.run != proven, let age = age(record) else { return false }
            return age > keep
        }
    }
}
