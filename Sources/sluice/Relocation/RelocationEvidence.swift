import ArgumentParser
import Foundation
import Planning

/// Where a relocation's measuring commands leave what they saw, and for which plan.
struct RelocationEvidence {
    let folder: String
    /// Of the plan without the overlay of any environment.
    let digest: String
    /// Before the subjects of records: an environment that is not production is a subject of its own.
    let environment: String?

    /// Leaves a record, in a folder that is made where there is none.
    ///
    /// - Parameter command: that has measured.
    func note(
        _ kind: EvidenceKind, of subject: String, by command: String, passed: Bool, figures: [String: Double] = [:],
        note: String? = nil
    ) throws {
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let record = EvidenceRecord(
            kind, of: environment.map { "\($0)/\(subject)" } ?? subject, at: .now, plan: digest,
            by: "sluice relocation \(command) \(Sluice.configuration.version)", passed: passed, figures: figures,
            note: note)
        try record.write(into: folder)
    }

    /// What is on record; nothing where there is no folder yet.
    func records() throws -> EvidenceRecords {
        FileManager.default.fileExists(atPath: folder) ? try EvidenceFolder.read(folder) : .none
    }
}
