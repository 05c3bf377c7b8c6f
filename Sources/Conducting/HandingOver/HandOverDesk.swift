package import Cutover
import Foundation
package import Journaling

/// Carries out a hand over, phase by phase: what is about to be done stands in the journal before, what came of it after.
///
/// Killed at any point, it goes on when it is run again with the same journal.
package struct HandOverDesk: Sendable {
    package typealias Direction = HandOver.Direction

    /// What a phase did, in words for people; or why not, and whether trying again may help.
    package struct Failure: Error {
        package let why: String
        package let isPassing: Bool

        package init(_ why: String, isPassing: Bool) { (self.why, self.isPassing) = (why, isPassing) }
    }

    /// The world in which it is carried out.
    package struct World: Sendable {
        package let perform: @Sendable (HandOverPhase, HandOver.Direction) async throws(Failure) -> String
        package let undo: @Sendable (HandOverPhase, HandOver.Direction) async throws(Failure) -> Void
        /// Somebody asked to stop: before the point of no return everything is taken back.
        package let isStopped: @Sendable () -> Bool
        /// ms since 1970.
        package let now: @Sendable () -> Int

        package init(
            perform: @escaping @Sendable (HandOverPhase, HandOver.Direction) async throws(Failure) -> String,
            undo: @escaping @Sendable (HandOverPhase, HandOver.Direction) async throws(Failure) -> Void,
            isStopped: @escaping @Sendable () -> Bool = { false },
            now: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970 * 1_000) }
        ) {
            (self.perform, self.undo, self.isStopped, self.now) = (perform, undo, isStopped, now)
        }
    }

    package struct Outcome: Sendable {
        package let course: HandOver
        package let end: HandOver.Next
    }

    private let journal: Journal
    private let world: World
    private let show: @Sendable (HandOverEvent, Int) -> Void

    /// - Parameter show: told of every row as it is written.
    package init(
        _ journal: Journal, _ world: World, show: @escaping @Sendable (HandOverEvent, Int) -> Void = { _, _ in }
    ) {
        (self.journal, self.world, self.show) = (journal, world, show)
    }

    /// Where the last hand over of a journal stands; nil before the first.
    package static func course(of journal: Journal) throws(ConductingError) -> HandOver? {
        let events = try events(of: journal)
        return events.isEmpty ? nil : HandOver(events)
    }

    /// Whether the last hand over of a journal has begun and not come to an end, good or not.
    package static func isUnderWay(_ journal: Journal) throws(ConductingError) -> Bool {
        guard let course = try course(of: journal), course.terms.pause > 0 else { return false }
        switch course.next(at: 0) {
        case .done, .doneWithoutWayBack, .givenUp: return false
        default: return true
        }
    }

    private static func events(
        of journal: Journal
    ) throws(ConductingError) -> [(event: HandOverEvent, at: Int)] {
        let rows: [Row]
        do throws(JournalError) { rows = try journal.rows() } catch { throw .journal(error) }
        var events: [(event: HandOverEvent, at: Int)] = []
        for row in rows {
            guard let event = try? JSONDecoder().decode(HandOverEvent.self, from: Data(row.body.utf8)) else {
                throw .folder(path: journal.path, why: "row \(row.sequence) is no row of a hand over")
            }
            events.append((event, row.at))
        }
        return events
    }

    /// Begins, or goes on with what was begun in the same direction and did not end.
    package func run(_ direction: HandOver.Direction, _ terms: HandOverTerms) async throws(ConductingError) -> Outcome {
        var course = try Self.course(of: journal) ?? HandOver()
        if let open = Self.open(course) {
            guard open == direction else {
                throw .plan(
                    what: "the other direction was begun and has not ended", at: journal.path,
                    mend: open == .over ? "run `hand-over` to its end first" : "run `way-back` to its end first")
            }
            try await note(.resumed, &course)
        } else {
            try await note(.began(direction, terms), &course)
        }
        while true {
            if world.isStopped(), course.givenUp == nil, !course.isPastReturn {
                try await note(.gaveUp(why: "it was asked to stop"), &course)
            }
            switch course.next(at: world.now()) {
            case .perform(let phase, let wait):
                await pause(wait)
                try await note(.begins(phase), &course)
                CrashPoint.pass("before-\(phase.rawValue)")
                let outcome = await Result { () async throws(Failure) in try await world.perform(phase, direction) }
                CrashPoint.pass("after-\(phase.rawValue)")
                try await note(Self.event(outcome, of: phase), &course)
            case .undo(let phase, let wait):
                await pause(wait)
                CrashPoint.pass("before-undo-\(phase.rawValue)")
                do throws(Failure) {
                    try await world.undo(phase, direction)
                } catch {
                    try await note(.failed(phase, why: error.why, isPassing: true), &course)
                    continue
                }
                CrashPoint.pass("after-undo-\(phase.rawValue)")
                try await note(.undid(phase), &course)
            case .giveUp(let why): try await note(.gaveUp(why: why), &course)
            case let end: return Outcome(course: course, end: end)
            }
        }
    }

    /// It has begun and not come to its end.
    package static func isOpen(_ course: HandOver) -> Bool { open(course) != nil }

    private static func event(_ outcome: Result<String, Failure>, of phase: HandOverPhase) -> HandOverEvent {
        switch outcome {
        case .success(let detail): .did(phase, detail: detail)
        case .failure(let failure): .failed(phase, why: failure.why, isPassing: failure.isPassing)
        }
    }

    /// The direction of a course that has begun and not ended; one whose way back is not open has not.
    private static func open(_ course: HandOver) -> HandOver.Direction? {
        guard course.terms.pause > 0 else { return nil }
        switch course.next(at: 0) {
        case .done, .givenUp: return nil
        default: return course.direction
        }
    }

    private func note(_ event: HandOverEvent, _ course: inout HandOver) async throws(ConductingError) {
        let kind: Row.Kind = if case .begins = event { .intent } else { .event }
        let time = world.now()
        do throws(JournalError) {
            _ = try await journal.append([Entry(at: time, kind: kind, body: JournalCoding.text(event))])
        } catch {
            throw .journal(error)
        }
        course.take(event, at: time)
        show(event, time)
    }

    private func pause(_ milliseconds: Int) async {
        if milliseconds > 0 { try? await Task.sleep(for: .milliseconds(milliseconds)) }
    }
}

extension Result {
    fileprivate init(_ body: () async throws(Failure) -> Success) async {
        do throws(Failure) { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
