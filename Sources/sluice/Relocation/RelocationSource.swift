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

    func read() throws -> Ready {
        try Self.ready(
            try source.read(), at: source.plan, in: source.environment, dir: dir, evidence: evidence,
            knownHosts: knownHosts, databases: database)
    }

    /// - Parameters:
    ///   - plan: with the environment's overlay.
    ///   - environment: its id.
    ///   - databases: those that are asked for; all where none is.
    static func ready(
        _ plan: Plan, at path: String, in environment: String?, dir: String, evidence: String?, knownHosts: String?,
        databases: [String]
    ) throws -> Ready {
        let production = try PlanReader.read(path: path, environment: nil, overlays: [])
        let environment = production.environments.first { $0.id.value.rawValue == environment }
        // Not only what calls itself staging: whatever is not production keeps its states apart.
        let apart = environment?.kind?.value == .production ? nil : environment?.id.value.rawValue
        let isStaging = environment?.kind?.value == .staging
        if isStaging {
            let trespasses = StagingGround.trespasses(plan, production)
            guard trespasses.isEmpty else {
                throw Failure(
                    "staging has no ground of its own:" + trespasses.map { "\n  - \($0)" }.joined(), .refused)
            }
        }
        let moved = plan.relocation
        let known = moved?.databases.map(\.id.value.rawValue) ?? []
        if let stranger = databases.first(where: { !known.contains($0) }) {
            throw Failure("there is no database `\(stranger)`; there are \(known.joined(separator: ", "))", .unusable)
        }
        guard !known.isEmpty || moved?.files.isEmpty == false else {
            throw Failure("\(path) moves no databases and no files: `relocation`", .unusable)
        }
        let logins = PlanLogins(plan, folder: URL(filePath: path).deletingLastPathComponent(), knownHosts: knownHosts)
        let folder = try RelocationFolder(dir, environment: apart)
        let files = databases.isEmpty ? moved?.files ?? [] : []
        return Ready(
            path: path, plan: plan, production: production, environment: environment, logins: logins, folder: folder,
            evidence: RelocationEvidence(
                folder: evidence ?? folder.evidence, digest: production.digest, environment: apart),
            databases: databases.isEmpty ? known : databases,
            desks: try isStaging
                ? []
                : pairs(of: plan, databases).map { try DatabaseDesk($0, in: plan, logins, folder: folder) },
            files: try files.map { try FileDesk($0, in: plan, logins) })
    }

    /// A replica has one set of filters, and databases that share a log must come from one snapshot.
    private static func pairs(of plan: Plan, _ databases: [String]) throws -> [[RelocatedDatabase]] {
        try DatabasePairs.of(plan.relocation?.databases ?? []).filter { pair in
            let ids = pair.map(\.id.value.rawValue)
            let chosen = databases.isEmpty ? ids : ids.filter(databases.contains)
            if chosen.isEmpty { return false }
            guard chosen == ids else {
                throw Failure(
                    "\(ids.joined(separator: ", ")) move between the same two servers, with one replication: name all "
                        + "of them, or none", .unusable)
            }
            let disagreements = DatabasePairs.disagreements(pair)
            guard disagreements.isEmpty else { throw Failure(disagreements.joined(separator: "\n"), .unusable) }
            return true
        }
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
        /// The ids of those that are asked for.
        let databases: [String]
        /// One for each pair of servers; none of an environment that nobody follows.
        let desks: [DatabaseDesk]
        /// Folders, where not only some databases are asked for.
        let files: [FileDesk]

        var isStaging: Bool { environment?.kind?.value == .staging }

        /// One for each database, of an environment that nobody follows.
        func stagingDesks() throws -> [StagingDesk] {
            try databases.map { id in
                try StagingDesk(try PlanDatabase(id, in: plan, logins), folder: folder, entries: plan.rewriteEntries)
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
