import ArgumentParser
import Conducting
import Foundation
import Planning

/// Where a relocation's measuring commands leave what they saw, and for which plan.
struct RelocationEvidence {
    let folder: String
    /// Of the plan without the overlay of any environment.
    let digest: String
    /// Before the subjects of records: an environment that is not production is a subject of its own.
    let environment: String?

    /// For a plan without any environment.
    /// - Parameters:
    ///   - dir: the relocation's folder.
    ///   - folder: of the records; `evidence` in `dir` where none is named.
    init(of plan: String, in dir: String, _ folder: String?) throws {
        self.init(
            folder: try folder ?? RelocationFolder(dir).evidence,
            digest: try PlanReader.read(path: plan, environment: nil, overlays: []).digest, environment: nil)
    }

    init(folder: String, digest: String, environment: String?) {
        (self.folder, self.digest, self.environment) = (folder, digest, environment)
    }

    /// Leaves a record, in a folder that is made where there is none.
    ///
    /// - Parameter command: that has measured.
    /// - Returns: the record's file.
    @discardableResult
    func note(
        _ kind: EvidenceKind, of subject: String, by command: String, passed: Bool, figures: [String: Double] = [:],
        note: String? = nil
    ) throws -> String {
        try keep(
            EvidenceRecord(
                kind, of: environment.map { "\($0)/\(subject)" } ?? subject, at: .now, plan: digest,
                by: "sluice relocation \(command) \(Sluice.configuration.version)", passed: passed, figures: figures,
                note: note))
    }

    @discardableResult
    func keep(_ record: EvidenceRecord) throws -> String {
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try record.write(into: folder)
    }

    /// What is on record; nothing where there is no folder yet.
    func records() throws -> EvidenceRecords {
        FileManager.default.fileExists(atPath: folder) ? try EvidenceFolder.read(folder) : .none
    }
}
