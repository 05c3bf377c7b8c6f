import ArgumentParser
import Conducting
import Foundation
import Planning

/// The plan that a relocation follows, and the folder that it remembers itself in.
struct RelocationSource: ParsableArguments {
    @OptionGroup var source: PlanSource

    @Option(help: "The folder of the relocation: states, dumps, journals.")
    var dir = "relocation"

    @Option(help: "A file with the hosts' keys; your own known_hosts by default.")
    var knownHosts: String?

    @Option(help: "Only this database; may be given several times.")
    var database: [String] = []

    func read() throws -> Ready {
        let plan = try source.read()
        let logins = PlanLogins(
            plan, folder: URL(filePath: source.plan).deletingLastPathComponent(), knownHosts: knownHosts)
        let folder = try RelocationFolder(dir)
        let all = plan.relocation?.databases.map(\.id.value.rawValue) ?? []
        let files = try (plan.relocation?.files ?? []).map { try FileDesk($0, in: plan, logins) }
        guard !all.isEmpty || !files.isEmpty else {
            throw Failure("\(source.plan) moves no databases and no files: `relocation`", .unusable)
        }
        try refuseSharedServers(plan)
        let desks = try (database.isEmpty ? all : database).map { id in
            DatabaseDesk(try PlanDatabase(id, in: plan, logins), folder: folder)
        }
        return Ready(plan: plan, logins: logins, folder: folder, desks: desks, files: database.isEmpty ? files : [])
    }

    /// A replica has one set of filters, and databases that share a log must come from one snapshot.
    private func refuseSharedServers(_ plan: Plan) throws {
        var seen: [String: String] = [:]
        for database in plan.relocation?.databases ?? [] {
            guard let source = database.source?.value, let target = database.target?.value else { continue }
            let pair = [source, target].map { "\($0.host ?? "") \($0.port ?? 3306)" }.joined(separator: " ")
            if let first = seen.updateValue(database.id.value.rawValue, forKey: pair) {
                throw Failure(
                    "\(database.id.position): `\(first)` and `\(database.id.value)` move between the same two servers, "
                        + "which this version cannot follow together; move one at a time, in plans of their own, the next "
                        + "when the one before no longer needs its way back", .unusable)
            }
        }
    }

    struct Ready {
        let plan: Plan
        let logins: PlanLogins
        let folder: RelocationFolder
        let desks: [DatabaseDesk]
        /// Folders, where not only some databases are asked for.
        let files: [FileDesk]
    }
}
