import ArgumentParser
import Conducting
import Cutover
import Foundation
import Journaling
import Planning
import Traffic

struct RelocationHandOver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-over", abstract: "Move authority to the new side, under live shoppers.",
        discussion: """
            No checkout may begin, open payments drain, writes are held at the edge, the old database is fenced and tried
            with every writer's own credential, the ends of all tables are compared, and only then the new side writes.
            Before anything is frozen the pages of both sides are asked for, past the edge: what the new side does not
            serve as the old one does stops it. Web servers with a selector in the plan stay, and are led to the database.
            Whatever fails before that is taken back by itself; killed anywhere, it goes on when it is run again. Exit 1
            when it was taken back or the way back is not open, 3 when people must help.

            Examples:
              sluice relocation hand-over plan.yaml --edge-dir edge --unit shop
              sluice relocation hand-over plan.yaml --edge-dir edge --unit shop --pause 8 --drain 2 --json
            """)

    @OptionGroup var terms: HandOverOptions

    func run() async throws { try await terms.carryOut(.over) }
}

struct RelocationWayBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "way-back",
        abstract: "Move authority back to the old side, with everything that was born on the new.",
        discussion: """
            The hand over with the sides exchanged: possible as long as the old side follows the new one.

            Example:
              sluice relocation way-back plan.yaml --edge-dir edge --unit shop
            """)

    @OptionGroup var terms: HandOverOptions

    func run() async throws { try await terms.carryOut(.back) }
}

struct HandOverOptions: ParsableArguments {
    @OptionGroup var source: RelocationSource

    @Option(help: "The folder of the edge that carries the traffic.")
    var edgeDir: String

    @Option(help: "Where shoppers reach the edge.")
    var edgePort = 8080

    @Option(help: "A unit that changes hands; may be given several times, all units when not.")
    var unit: [String] = []

    @Option(help: "The longest that shoppers may be held, in seconds; after it everything is taken back.")
    var pause = 10.0

    @Option(help: "How long open payments may end before everything is held, in seconds.")
    var drain = 1.0

    @Flag(help: "Each row of the journal as a line of JSON.")
    var json = false

    func carryOut(_ direction: HandOver.Direction) async throws {
        guard pause > 0, drain >= 0 else { throw Failure("--pause must be above 0, --drain not below", .unusable) }
        let ready = try source.read()
        try ready.refuseStaging("a hand over")
        let units = try ready.units(unit)
        let web = try WebTier(ready, units: units, edgeDir: edgeDir, edgePort: edgePort, pause: .seconds(pause + 5))
        Interruption.listen()
        let desks = ready.desks
        let world = HandOverDesk.World(
            edge: web.edge, databases: desks, selectors: web.selectors, caches: web.caches, look: web.look,
            drain: Int(drain * 1_000), isStopped: { Interruption.isAsked })
        let path = ready.journalOfHandOver
        let isNew = !FileManager.default.fileExists(atPath: path)
        if direction == .over, isNew { try ready.passGate("a hand over to production") }
        let journal = try Journal.write(
            path: path,
            identity: JournalIdentity(run: UUID().uuidString, planDigest: ready.plan.digest))
        // What was begun is brought to its end, and the way back is always open.
        let isBegun = try HandOverDesk.course(of: journal).map(HandOverDesk.isOpen) ?? false
        if direction == .over, !isNew, !isBegun { try ready.passGate("a hand over to production") }
        let began = Int(Date().timeIntervalSince1970 * 1_000)
        let timeline = Timeline(start: began, asJSON: json)
        let outcome = try await HandOverDesk(journal, world) { event, _ in
            if let text = Self.text(event) { Terminal.say(timeline.note(text)) }
        }.run(direction, HandOverTerms(pause: Int(pause * 1_000)))
        try leave(outcome, desks.flatMap(\.places).map(\.id), units, ready)
        try say(outcome, timeline)
    }

    /// What a plan's rules and the report ask proof of: who writes now, and that the way back was gone both ways.
    private func leave(
        _ outcome: HandOverDesk.Outcome, _ databases: [String], _ units: [String], _ ready: RelocationSource.Ready
    ) throws {
        let isDone = outcome.end == .done
        let isOver = outcome.course.direction == .over
        let command = isOver ? "hand-over" : "way-back"
        var figures: [String: Double] = [:]
        if let held = outcome.course.held { figures["held_ms"] = Double(held) }
        for id in databases {
            try ready.evidence.note(
                .handedOver, of: id, by: command, passed: isDone, figures: figures,
                note: "to the \(isOver ? "new" : "old") side")
        }
        guard isDone else { return }
        for stage in ready.plan.stages where units.contains(stage.unit.value.rawValue) {
            if isOver {
                for move in stage.authority where move.reverse?.value == .sync {
                    try ready.evidence.note(.roundTrip, of: move.place.description, by: command, passed: true)
                }
            } else {
                try ready.evidence.note(
                    .rollbackDrill, of: stage.id.value.rawValue, by: command, passed: true, figures: figures)
            }
        }
    }

    private func say(_ outcome: HandOverDesk.Outcome, _ timeline: Timeline) throws {
        let held = outcome.course.held.map { "; writes were held for \($0) ms" } ?? ""
        switch outcome.end {
        case .done:
            let side = outcome.course.direction == .over ? "new" : "old"
            Terminal.say(timeline.note("done: the \(side) side writes, and the way back is open\(held)"))
        case .doneWithoutWayBack(let why):
            throw Failure("the gaining side writes, but the way back is not open\(held): \(why)", .short)
        case .givenUp(let why): throw Failure("given up, everything is as it was before\(held): \(why)", .short)
        case .stuck(let phase, let why):
            throw Failure("stands at `\(phase.rawValue)`: \(why); mend it, then run this again", .world)
        default: break
        }
    }

    private static func text(_ event: HandOverEvent) -> String? {
        switch event {
        case .began(let direction, let terms):
            "begins, \(direction == .over ? "to the new side" : "back to the old side"); pause at most \(terms.pause) ms"
        case .begins: nil
        case .did(let phase, let detail): "\(phase.rawValue): \(detail)"
        case .failed(let phase, let why, let isPassing):
            "\(phase.rawValue) failed\(isPassing ? ", tried again" : ""): \(why)"
        // The failure before it has said all of it.
        case .gaveUp(let why): "given up: \(why.prefix { $0 != "\n" })"
        case .undid(let phase): "\(phase.rawValue) taken back"
        case .resumed: "goes on where it stood"
        }
    }
}
