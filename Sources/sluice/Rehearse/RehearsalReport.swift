import Conducting
import Foundation

/// The rehearsal's report: written from its journal, signed by its people.
enum RehearsalReport {
    static func write(folder: RehearsalFolder, people: RehearsalPeople) async throws -> String {
        folder.run.report.path(percentEncoded: false)
    }
}
