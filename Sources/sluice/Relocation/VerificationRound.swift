import Conducting
import Foundation
import Planning
import Reconciliation
import Relocation
import Rewriting

/// Everything of a plan that a verification looks at, one after the other.
struct VerificationRound {
    private let command: RelocationVerify
    private let plan: Plan
    private let logins: PlanLogins
    private let folder: RelocationFolder
    private let map: RewriteMap?
    private let isStaging: Bool

    init(_ command: RelocationVerify, _ plan: Plan) throws {
        let source = command.source
        self.command = command
        self.plan = plan
        guard let relocation = plan.relocation else {
            throw Failure("\(source.source.plan) moves nothing: `relocation`", .unusable)
        }
        for (wanted, known, what) in [
            (source.database, relocation.databases.map(\.id.value.rawValue), "database"),
            (command.network, relocation.networks.map(\.id.value.rawValue), "network"),
        ] {
            if let stranger = wanted.first(where: { !known.contains($0) }) {
                throw Failure(
                    "there is no \(what) `\(stranger)`; there are \(known.joined(separator: ", "))", .unusable)
            }
        }
        logins = PlanLogins(
            plan, folder: URL(filePath: source.source.plan).deletingLastPathComponent(),
            knownHosts: source.knownHosts)
        map = try plan.declaredRewrites()
        let environment = command.environment(of: plan)
        isStaging = environment?.kind?.value == .staging
        folder = try RelocationFolder(source.dir, environment: isStaging ? environment?.id.value.rawValue : nil)
    }

    private func looks(at part: RelocationVerify.Part) -> Bool {
        if let only = command.only { return only == part }
        switch part {
        case .rows: return command.network.isEmpty || !command.source.database.isEmpty
        case .sites: return command.source.database.isEmpty || !command.network.isEmpty
        case .files: return command.network.isEmpty && command.source.database.isEmpty
        }
    }

    func run() async throws -> Verification {
        var verification = Verification()
        if looks(at: .rows) { verification.add(try await rows()) }
        if looks(at: .files) { verification.add(try await files()) }
        if looks(at: .sites) { verification.add(try await sites()) }
        return verification
    }

    private func rows() async throws -> Verification {
        var verification = Verification()
        let wanted = command.source.database
        var terms = ComparisonTerms(examples: 0)
        var pace: PaceTerms = command.pace == .gentle ? .gentle : .unbounded
        if let rows = command.rowsPerSecond { pace.rowsPerSecond = rows }
        terms.pace = Reconciliation.Sides(old: pace, new: pace)
        // What is loaded quietly stands in no log, so that no log proves that nothing was written.
        terms.isFresh = !command.resume
        // What does not follow does not catch up.
        if isStaging { terms.lag = 0.2 }
        if let lag = command.lag { terms.lag = lag }
        let line = ProgressLine(isShown: !command.json)
        for database in plan.relocation?.databases ?? [] {
            let id = database.id.value.rawValue
            guard wanted.isEmpty || wanted.contains(id) else { continue }
            let name = "verify-\(command.source.source.environment ?? "production")-\(id)"
            let desk = RowsDesk(
                try PlanDatabase(id, in: plan, logins), map: map, isStaging: isStaging,
                folder: URL(filePath: folder.path).appending(path: name),
                copiedAt: isStaging ? DatabaseTransfer.position(in: folder.dump(of: id)) : nil,
                stagingOptions: (plan.relocation?.staging?.settings ?? []).filter { $0.place?.value == .option }
                    .map(\.name.value))
            do {
                verification.add(try await desk.verify(terms, show: line.show))
            } catch let error as RelocationError where error.isPassing {
                verification.add(
                    Verification([VerificationFinding(.rows, "rows", of: id, .notSeen, error.description)]))
            }
        }
        return verification
    }

    private func files() async throws -> Verification {
        let desks = try (plan.relocation?.files ?? []).map { try FileDesk($0, in: plan, logins) }
        return await FilesDesk(desks).verify(show: show("files"))
    }

    private func sites() async throws -> Verification {
        var terms = SitesDesk.Terms()
        if let tier = command.edgeAddress ?? command.address { terms.tier = try WebEndpoint(parsing: tier) }
        terms.isStaging = isStaging
        (terms.uploads, terms.redirects, terms.authority) = (command.uploads, command.redirects, command.ca)
        let networks = (plan.relocation?.networks ?? [])
            .filter { command.network.isEmpty || command.network.contains($0.id.value.rawValue) }
            .map { SitesDesk($0, in: plan, logins, map: map, terms: terms) }
        var verification = Verification()
        if networks.isEmpty {
            verification.add(
                Verification([
                    VerificationFinding(
                        .sites, "sites", of: "the plan", .notSeen,
                        "it has no network of sites: `relocation.networks`", isRequired: command.only == .sites)
                ]))
        }
        for network in networks { verification.add(await network.verify(show: show(network.id))) }
        if isStaging { verification.add(await SafetyDesk(plan, networks, logins).verify()) }
        return verification
    }

    /// What is looked at just now, on one line of a terminal.
    private func show(_ what: String) -> @Sendable (String) -> Void {
        guard isatty(STDERR_FILENO) == 1, !command.json else { return { _ in } }
        return { name in FileHandle.standardError.write(Data("\r\(what): \(name)\u{1B}[K\r".utf8)) }
    }
}
