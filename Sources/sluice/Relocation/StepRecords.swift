import ArgumentParser
import Conducting
import Foundation
import Planning

/// Where a step of a relocation leaves its records.
struct StepRecords: ParsableArguments {
    @Option(help: "The folder of the records; `evidence` in the folder of the relocation by default.")
    var evidence: String?

    /// For a plan as it stands without any environment, so that staging and production are measured under the same
    /// digest.
    ///
    /// - Parameter dir: the folder of the relocation.
    func writer(of plan: String, dir: String) throws -> Writer {
        let folder = evidence ?? (try RelocationFolder(dir)).path + "/evidence"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure("the folder \(folder) cannot be made: \(error.localizedDescription)", .world)
        }
        return Writer(folder: folder, digest: try PlanReader.read(path: plan).digest)
    }

    struct Writer {
        let folder: String
        let digest: String

        func write(
            _ kind: EvidenceKind, of subject: String, by: String, passed: Bool, figures: [String: Double],
            note: String? = nil
        ) throws {
            try EvidenceRecord(
                kind, of: subject, at: .now, plan: digest, by: by, passed: passed, figures: figures, note: note
            ).write(into: folder)
        }
    }
}
