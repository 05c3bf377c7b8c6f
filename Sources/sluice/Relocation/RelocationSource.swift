import ArgumentParser
import Conducting
import Foundation
import Planning

/// The plan that a relocation follows, and the folder that it remembers itself in.
struct RelocationSource: ParsableArguments {
    @OptionGroup var source: PlanSource

    @Option(help: "The folder of the relocation: states, dumps, journals.")
    var dir = "relocation"

    @Option(help: "The folder of records that measuring commands write; by default evidence in --dir.")
    var evidence: String?

    @Option(help: "A file with the hosts' keys; your own known_hosts by default.")
    var knownHosts: String?

    @Option(help: "Only this database; may be given several times.")
    var database: [String] = []

    /// - Parameter command: as records name it.
    func read(for command: String) throws -> Ready {
        try Self.ready(
            try source.read(), at: source.plan, in: source.environment, for: command, dir: dir, evidence: evidence,
            knownHosts: knownHosts, databases: database)
    }

    /// - Parameters:
    ///   - plan: with the environment's overlay.
    ///   - environment: its id.
    static func ready(
        _ plan: Plan, at path: String, in environment: String?, for command: String, dir: String, evidence: String?,
        knownHosts: String?, databases: [String]
    ) throws -> Ready {
        let production = try PlanReader.read(path: path, environment: nil, overlays: [])
        let environment = production.environments.first { $0.id.value.rawValue == environment }
        // Not only what calls itself staging: whatever is not production keeps its states apart.
        let apart = environment?.kind?.value == .production ? nil : environment?.id.value.rawValue
        let logins = PlanLogins(
            plan, folder: URL(filePath: path).deletingLastPathComponent(), knownHosts: knownHosts)
        let folder = try RelocationFolder(dir, environment: apart)
        let isStaging = environment?.kind?.value == .staging
        if isStaging {
            let trespasses = StagingGround.trespasses(plan, production)
            guard trespasses.isEmpty else {
                throw Failure(
                    "staging has no ground of its own:" + trespasses.map { "\n  - \($0)" }.joined(), .refused)
            }
        }
        return Ready(
            path: path, plan: plan, production: production, environment: environment, logins: logins,
            folder: folder,
            evidence: RelocationEvidence(
                folder: evidence ?? folder.evidence, digest: production.digest, command: command, environment: apart),
            databases: databases)
    }

    struct Ready {
        let path: String
        /// With the environment's overlay.
        let plan: Plan
        /// Without any.
        let production: Plan
        let environment: PlanEnvironment?
        let logins: PlanLogins
        let folder: RelocationFolder
        let evidence: RelocationEvidence
        /// The databases that were asked for; all where none is.
        let databases: [String]

        var isStaging: Bool { environment?.kind?.value == .staging }

        /// One for each pair of servers.
        func desks() throws -> [DatabaseDesk] {
            let pairs = DatabasePairs.of(plan.relocation?.databases ?? [])
            var wanted: [[RelocatedDatabase]] = []
            for pair in pairs {
                let ids = pair.map(\.id.value.rawValue)
                let chosen = databases.isEmpty ? ids : ids.filter(databases.contains)
                if chosen.isEmpty { continue }
                guard chosen == ids else {
                    throw Failure(
                        "\(ids.joined(separator: ", ")) move between the same two servers, with one replication: "
                            + "name all of them, or none", .unusable)
                }
                let disagreements = DatabasePairs.disagreements(pair)
                guard disagreements.isEmpty else {
                    throw Failure(disagreements.joined(separator: "\n"), .unusable)
                }
                wanted.append(pair)
            }
            return try wanted.map { pair in
                DatabaseDesk(
                    try pair.map { try PlanDatabase($0.id.value.rawValue, in: plan, logins) }, folder: folder)
            }
        }

        /// One for each database, of an environment that nobody follows.
        func stagingDesks() throws -> [StagingDesk] {
            let all = plan.relocation?.databases.map(\.id.value.rawValue) ?? []
            return try (databases.isEmpty ? all : databases).map { id in
                try StagingDesk(try PlanDatabase(id, in: plan, logins), folder: folder, entries: plan.rewriteEntries)
            }
        }

        /// The desk of a database's pair of servers.
        func desk(of id: String) throws -> DatabaseDesk? {
            try Ready(
                path: path, plan: plan, production: production, environment: environment, logins: logins,
                folder: folder,
                evidence: evidence, databases: []
            ).desks().first { $0.places.contains { $0.id == id } }
        }

        /// Folders, where not only some databases are asked for.
        func files() throws -> [FileDesk] {
            guard databases.isEmpty else { return [] }
            return try (plan.relocation?.files ?? []).map { try FileDesk($0, in: plan, logins) }
        }

        /// Databases that are asked for are the plan's, and something is moved at all.
        func checkMoves() throws {
            let known = plan.relocation?.databases.map(\.id.value.rawValue) ?? []
            if let stranger = databases.first(where: { !known.contains($0) }) {
                throw Failure(
                    "there is no database `\(stranger)`; there are \(known.joined(separator: ", "))", .unusable)
            }
            guard !known.isEmpty || plan.relocation?.files.isEmpty == false else {
                throw Failure("\(path) moves no databases and no files: `relocation`", .unusable)
            }
        }

        /// Following and handing over are production's.
        func refuseStaging(_ what: String) throws {
            guard isStaging else { return }
            throw Failure(
                "\(what) is for production: staging's copy follows nobody and is handed over to nobody", .refused)
        }

        /// What stands in the way of production: records of staging and of restored backups.
        func lacks() throws -> [StagingGate.Lack] {
            let gate = StagingGate(production, path: path)
            guard gate.applies(in: environment) else { return [] }
            return gate.lacks(try evidence.records(), at: .now)
        }

        /// - Parameter step: such as `transfer to production`.
        func passGate(_ step: String) throws {
            let lacks = try lacks()
            guard lacks.isEmpty else {
                throw Failure(
                    "staging first: \(step) is refused, for in \(evidence.folder) there is"
                        + lacks.map { "\n  - \($0)" }.joined(), .refused)
            }
        }
    }
}
