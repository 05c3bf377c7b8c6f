import ArgumentParser
import Conducting
import Foundation
import Journaling
import Planning
import Traffic

struct RelocationWebTier: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "web-tier", abstract: "Lead shoppers to the other side's web servers; the database stays.",
        discussion: """
            The new web servers first, on the old database, then one database hand over: each selector of the plan leads
            its web servers to the side that writes, both sides must serve the same pages, and the edge leads everybody
            there in one step. Nothing is frozen and nothing can be lost, since one database is written all the time.
            Refused (exit 4) where web servers do not follow the database.

            Examples:
              sluice relocation web-tier plan.yaml --edge-dir edge --to new
              sluice relocation web-tier plan.yaml --edge-dir edge --to old --dry-run
            """)

    @OptionGroup var source: RelocationSource

    @Option(help: "The folder of the edge that carries the traffic.")
    var edgeDir: String

    @Option(help: "Where shoppers reach the edge.")
    var edgePort = 8080

    @Option(help: "A unit that moves; may be given several times, all units when not.")
    var unit: [String] = []

    @Option(help: "The side whose web servers shall serve: old or new.")
    var to: WebSide

    @Flag(help: "Only look.")
    var dryRun = false

    func run() async throws {
        let ready = try source.read()
        try refuseHalfWay(ready)
        let units = try ready.units(unit)
        let web = try WebTier(ready, units: units, edgeDir: edgeDir, edgePort: edgePort, pause: .seconds(1))
        let writers = Set(try ready.desks.map { try $0.writer() })
        guard let writer = writers.first, writers.count == 1 else {
            throw Failure("the databases are not all written on one side; end their hand over first", .refused)
        }
        guard web.selectors.tiers.contains(to.side) || writer.rawValue == to.rawValue else {
            throw Failure(
                "the \(writer) side writes, and the \(to.rawValue) side's web servers do not follow it: "
                    + "`relocation.databases[].selectors` names no link on a host of that side", .refused)
        }
        Terminal.say(dryRun ? try await web.selectors.check(writing: writer) : try await web.selectors.select(writer))
        let found = await web.look.compare(to: to.side, isFenced: false)
        guard found.obstacles.isEmpty else {
            throw Failure(
                "the \(to.rawValue) side's web servers do not serve what the others do:"
                    + found.obstacles.map { "\n  - \($0)" }.joined(), .refused)
        }
        Terminal.say(found.text)
        if !dryRun {
            // What these web servers have read since they served last has been written by others.
            let emptied = try await web.caches.flush(to.side == .old ? .old : .new)
            if !emptied.isEmpty { Terminal.say(emptied) }
            Terminal.say(try await web.edge.lead(to: to.side))
        }
    }

    /// A hand over that was begun leads web servers itself.
    private func refuseHalfWay(_ ready: RelocationSource.Ready) throws {
        let path = ready.journalOfHandOver
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let course = try HandOverDesk.course(of: try Journal.read(path: path)), HandOverDesk.isOpen(course)
        else { return }
        throw Failure("a hand over was begun and has not ended (\(path)): run it to its end first", .refused)
    }
}

/// A side, as the command line names it.
enum WebSide: String, CaseIterable, ExpressibleByArgument {
    case old, new

    var side: EdgeTopology.Side { self == .old ? .old : .new }
}

/// The edge, the links and the pages of the units that move.
struct WebTier {
    let edge: HandOverEdge
    let selectors: SelectorDesk
    let caches: CacheDesk
    let look: HandOverLook

    init(
        _ ready: RelocationSource.Ready, units: [String], edgeDir: String, edgePort: Int, pause: Duration
    ) throws {
        let layout = EdgeLayout(root: URL(filePath: edgeDir).standardizedFileURL.path(percentEncoded: false))
        let topology = try EdgeTopology(ready.plan, listen: EdgeAddress(port: edgePort), logPort: nil)
        selectors = try SelectorDesk(ready.desks.flatMap(\.places).map(\.database), in: ready.plan, ready.logins)
        caches = try CacheDesk(ready.plan, ready.logins)
        edge = HandOverEdge(
            HAProxyEdge(try HAProxyConfiguration(topology, layout: layout)), units: units, pause: pause,
            tiers: selectors.tiers)
        look = HandOverLook(ready.plan, units: units, topology)
    }
}

extension RelocationSource.Ready {
    /// The databases change hands together, and so have one journal.
    var journalOfHandOver: String { folder.journal(of: desks.map(\.id).joined(separator: "-")) }

    /// The units asked for; all where none is.
    func units(_ asked: [String]) throws -> [String] {
        let known = plan.units.map(\.id.value.rawValue)
        if let stranger = asked.first(where: { !known.contains($0) }) {
            throw Failure("there is no unit `\(stranger)`; there are \(known.joined(separator: ", "))", .unusable)
        }
        return asked.isEmpty ? known : asked
    }
}
