import ArgumentParser
import Cutover
import Foundation
import Planning

/// What a rehearsal proves of each stage, left where `plan check --evidence` finds it.
enum RehearsalRecords {
    /// Writes a record for each stage that was carried out, and for each that was taken back and then proven again.
    ///
    /// - Parameters:
    ///   - isWhole: whether every order was found where it belongs; a rehearsal that lost one proves nothing.
    ///   - folder: made when it is not there.
    static func write(_ state: RunState, isWhole: Bool, into folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let now = PlanTime(Date())
        let done = state.stages.filter { $0.phase == .done }
        let kinds =
            done.map { (EvidenceKind.rehearsal, $0) }
            + done.filter { $0.attempt > 1 }.map { (EvidenceKind.rollbackDrill, $0) }
        for (kind, stage) in kinds {
            let record = EvidenceRecord(
                kind, of: stage.id, at: now, by: "sluice rehearse \(Sluice.configuration.version)", passed: isWhole,
                figures: [
                    "attempts": Double(stage.attempt),
                    "seconds": Double((stage.endedAt ?? state.clock) - (stage.startedAt ?? state.clock)) / 1000,
                ])
            try record.write(into: folder)
        }
    }
}
