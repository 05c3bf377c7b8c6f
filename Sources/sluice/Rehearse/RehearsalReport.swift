import Conducting
import Cutover
import Foundation
import Planning
import Reporting

/// The rehearsal's report: written from its journal, signed by the people the plan asks, verified like anyone would.
enum RehearsalReport {
    static func write(folder: RehearsalFolder, people: RehearsalPeople, state: RunState) async throws -> String {
        let bundle = try await ReportBundle.make(folder.run)
        if state.phase == .ended(.completed) {
            let now = Int(Date().timeIntervalSince1970 * 1_000)
            for person in state.itinerary.reportSigners {
                try await bundle.sign(as: person, decision: .allCases[0], key: people.keyFile(person), at: now)
            }
            let result = await ReportVerification.verify(bundle, witness: ReportBundle.witness)
            if let failed = result.checks.first(where: { !$0.passed }) {
                throw Failure("the report does not verify: \(failed.name): \(failed.found)", .short)
            }
        }
        return bundle.reportHTML
    }
}
