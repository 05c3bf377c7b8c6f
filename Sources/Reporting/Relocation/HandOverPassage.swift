import Cutover
import Foundation
import Journaling

extension RelocationReport.Passage {
    /// Every hand over that a journal tells of, in its order.
    static func all(
        of journal: RelocationReport.JournalRead
    ) throws(ReportingError) -> [RelocationReport.Passage] {
        let file = "\(RelocationReport.journalFolder)/\(journal.name)"
        var passages: [RelocationReport.Passage] = []
        var course = HandOver()
        var began: Row?
        var last: Row?
        // Rows of the pause's beginning and end.
        var hold: Int?
        var free: Int?

        func close() {
            guard let first = began, let end = last else { return }
            passages.append(
                RelocationReport.Passage(
                    direction: course.direction.rawValue, began: first.at, end: Self.end(course, at: end.at),
                    held: course.held, journal: file, first: first.sequence, last: end.sequence,
                    pause: hold.flatMap { from in free.map { from...$0 } }, digest: end.hash))
        }
        for row in journal.rows {
            let event: HandOverEvent
            do {
                event = try JSONDecoder().decode(HandOverEvent.self, from: Data(row.body.utf8))
            } catch {
                throw .unreadable(row: row.sequence, why: "it is no row of a hand over, in \(journal.name)")
            }
            if case .began = event {
                close()
                (began, hold, free) = (row, nil, nil)
            }
            course.take(event, at: row.at)
            if hold == nil, course.heldAt != nil { hold = row.sequence }
            if free == nil, course.held != nil { free = row.sequence }
            last = row
        }
        close()
        return passages
    }

    private static func end(_ course: HandOver, at time: Int) -> End {
        switch course.next(at: time) {
        case .done: .done
        case .doneWithoutWayBack: .noWayBack
        case .givenUp: .takenBack
        default: .unfinished
        }
    }
}

extension RelocationReport {
    /// For a table of the journal's rows.
    static func words(of row: Row) -> String {
        guard let event = try? JSONDecoder().decode(HandOverEvent.self, from: Data(row.body.utf8)) else {
            return "unknown"
        }
        return switch event {
        case .began(let direction, let terms):
            "began, \(direction == .over ? "to the new side" : "back to the old side"); pause at most \(terms.pause) ms"
        case .begins(let phase): "about to: \(phase.rawValue)"
        case .did(let phase, let detail): "\(phase.rawValue): \(detail)"
        case .failed(let phase, let why, _): "\(phase.rawValue) failed: \(why)"
        case .gaveUp(let why): "given up: \(why)"
        case .undid(let phase): "\(phase.rawValue) taken back"
        case .resumed: "the program was started again"
        }
    }
}
