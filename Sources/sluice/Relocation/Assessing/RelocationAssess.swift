import ArgumentParser
import Conducting
import Foundation
import Planning
import Relocation

struct RelocationAssess: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "Read what stands on the hosts and in the databases; change nothing.",
        discussion: """
            Volumes, web servers and their redirects, PHP, WordPress networks and their sites, databases, certificates,
            names, scheduled jobs, services, connections, mail; and what could not be seen. With --out two files are
            written: the part that a plan includes, and all facts beside it. A host that cannot be read is named, the
            others are read all the same (exit 3). Without a plan, hosts and databases are given as options.

            Examples:
              sluice relocation assess plan.yaml
              sluice relocation assess plan.yaml --host web-eu --json
              sluice relocation assess --address web=store@old.example:22 --identity keys/move --out inventory.yaml \\
                --store mysql://reader@db.old.example/shop --secret file:secrets/reader
            """)

    @Argument(help: "The plan; without one give --address.")
    var plan: String?

    @Option(help: "Only this host of the plan; may be given several times.")
    var host: [String] = []

    @OptionGroup var places: AssessedPlaces

    @Option(help: "Where the plan's part is written; NAME.facts.yaml beside it has everything else.")
    var out: String?

    @Flag(help: "Write over the files of an earlier look.")
    var replace = false

    @Option(help: "The server of names to ask (address or address#port); the machine's own by default. Needs dig.")
    var resolver: String?

    @Option(help: "A file with the hosts' keys; your own known_hosts by default.")
    var knownHosts: String?

    @Flag(help: "Everything as JSON.")
    var json = false

    @Option(help: "The folder of the relocation: states, dumps, journals.")
    var dir = "relocation"

    @Option(help: "The folder of records; `evidence` in --dir by default.")
    var evidence: String?

    func run() async throws {
        let files = try out.map(paths(of:))
        let desk: AssessmentDesk
        if let plan {
            guard places.isEmpty else {
                throw Failure("--address and --store are for a look without a plan; put them into the plan", .unusable)
            }
            let read = try PlanReader.read(path: plan)
            let logins = PlanLogins(
                read, folder: URL(filePath: plan).deletingLastPathComponent(), knownHosts: knownHosts)
            desk = try await AssessmentDesk(read, logins, hosts: host, resolver: resolver)
        } else {
            guard host.isEmpty else { throw Failure("--host names a host of a plan; give the plan too", .unusable) }
            desk = try await places.desk(knownHosts: knownHosts, resolver: resolver)
        }
        let line = TransferLine("assess")
        let inventory = try await desk.read(at: .now) { line.show($0) }
        line.end()
        if let files { try write(inventory, to: files) }
        if json {
            Terminal.say(try Terminal.json(inventory))
        } else {
            AssessmentTable(inventory).say()
            if let files { Terminal.say("\nwritten: \(files.part) (for a plan) and \(files.facts) (everything)") }
        }
        if let plan { try record(inventory, plan) }
        if inventory.machines.contains(where: { $0.trouble != nil })
            || inventory.stores.contains(where: { $0.trouble != nil })
        {
            throw ExitCode(Failure.Code.world.rawValue)
        }
    }

    private struct Files {
        let part, facts: String
    }

    /// Refused before anything is read: an hour's look must not be lost on a file that is there.
    private func paths(of out: String) throws -> Files {
        let stem = URL(filePath: out).deletingPathExtension().path(percentEncoded: false)
        let files = Files(part: out, facts: stem + ".facts.yaml")
        let there = [files.part, files.facts].filter { FileManager.default.fileExists(atPath: $0) }
        guard replace || there.isEmpty else {
            throw Failure(
                "\(there.joined(separator: " and ")) there already; it may hold what people have corrected: name another "
                    + "file, or give --replace", .unusable)
        }
        return files
    }

    private func write(_ inventory: EstateInventory, to files: Files) throws {
        let name = URL(filePath: files.facts).lastPathComponent
        let part = InventoryPart.text(
            inventory, facts: name, access: plan == nil ? places.access : [], isForPlan: plan != nil)
        for (path, text) in [(files.part, part), (files.facts, InventoryFacts.text(inventory))] {
            do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
                throw Failure("\(path) cannot be written: \(error.localizedDescription)", .world)
            }
        }
    }

    private func record(_ inventory: EstateInventory, _ plan: String) throws {
        let records = try RelocationEvidence(of: plan, in: dir, evidence)
        for machine in inventory.machines {
            let found = machine.inventory
            let figures: [String: Double] = [
                "volumes": Double(found?.volumes.count ?? 0),
                "bytes": Double(found?.volumes.reduce(0) { $0 + $1.bytes } ?? 0),
                "installations": Double(found?.wordPress.count ?? 0), "jobs": Double(found?.jobs.count ?? 0),
                "unseen": Double(found?.unseen.count ?? 0),
            ]
            try records.note(
                .assessed, of: machine.id, by: "assess", passed: found != nil,
                figures: found == nil ? [:] : figures, note: machine.trouble)
        }
    }
}
