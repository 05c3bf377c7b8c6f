package import Journaling
import Observation
package import Planning
import Relocation

package import class Foundation.FileManager
package import struct Foundation.URL

/// Looks at everything that the end of the old hosts waits for, and leaves a record of what it saw.
package struct DecommissionLook: Sendable {
    let plan: Plan
    let logins: PlanLogins
    let folder: RelocationFolder
    /// Where records are left.
    let evidence: String
    /// Of the plan without any environment's overlay.
    let digest: String
    private let references: ReferenceLook
    private let tell: @Sendable (String) -> Void

    /// The program and version in its records.
    static let author = "sluice relocation decommission 0.1"

    /// - Parameters:
    ///   - base: the folder that relative paths of the plan start from.
    ///   - resolve: the addresses of a name.
    ///   - tell: told of what is being looked at.
    package init(
        _ plan: Plan, _ logins: PlanLogins, folder: RelocationFolder, evidence: String, digest: String, base: URL,
        resolve: @escaping @Sendable (String) async -> Sighting<[String]>, tell: @escaping @Sendable (String) -> Void
    ) {
        (self.plan, self.logins, self.folder) = (plan, logins, folder)
        (self.evidence, self.digest, self.tell) = (evidence, digest, tell)
        references = ReferenceLook(plan: plan, logins: logins, folder: base, resolve: resolve)
    }

    /// The board as it stands now.
    /// - Parameters:
    ///   - report: what checking the report's bundle came to.
    ///   - hosts: those looked at; the others keep the board they had.
    package func board(_ report: DecommissionSeen.Report) async throws -> DecommissionBoard {
        try await seeOff()
        let earlier = try records()
        let running = plan.oldHosts.filter {
            DecommissionBoard.phase($0.id.value.rawValue, plan, earlier, at: .now) == .runs
        }
        let seen = try await look(running, report)
        try note(seen, running)
        let board = DecommissionBoard(plan, seen: seen, records: try records(), at: .now)
        try folder.keep(board, as: "decommission")
        return board
    }

    /// A host that was off and answers again has been switched on by somebody: it counts as a server again.
    private func seeOff() async throws {
        let known = try records()
        for host in plan.oldHosts {
            let id = host.id.value.rawValue
            guard case .off = DecommissionBoard.phase(id, plan, known, at: .now), let reach = HostReach(host, plan)
            else { continue }
            let open = await reach.open()
            if !open.isEmpty {
                try write(.poweredOff, id, passed: false, ["open": Double(open.count)], note: "it answers again")
            }
        }
    }

    /// The board as it was seen last; nil before the first look.
    package func last() throws -> DecommissionBoard? { try folder.kept("decommission", as: DecommissionBoard.self) }

    func records() throws(PlanningError) -> EvidenceRecords {
        guard FileManager.default.fileExists(atPath: evidence) else { return .none }
        return EvidenceRecords(
            try EvidenceFolder.filed(evidence).map(\.record).filter { $0.plan == nil || $0.plan == digest })
    }

    private func look(
        _ hosts: [RelocatedHost], _ report: DecommissionSeen.Report
    ) async throws -> DecommissionSeen {
        var seen = DecommissionSeen(report: report)
        for host in hosts {
            let id = host.id.value.rawValue
            tell("\(id): logs, jobs, queues and connections")
            seen.hosts[id] = await look(host)
        }
        tell("what leads to the old hosts")
        let names = Dictionary(
            plan.oldHosts.map { ($0.id.value.rawValue, OldNames($0, plan.ending(of: $0))) },
            uniquingKeysWith: { first, _ in first })
        seen.references = await references.look(names)
        let machine = MachineLook(logins)
        for database in hosts.flatMap({ plan.databases(on: $0) }) {
            let id = database.id.value.rawValue
            if seen.wayBacks[id] == nil {
                tell("\(id): the way back")
                seen.wayBacks[id] = await wayBack(database)
            }
            for item in plan.oldCredentials(of: database) where seen.logins[item.rawValue] == nil {
                tell("\(item): a login that must fail")
                // The key by which we are here ourselves ends with the host.
                seen.logins[item.rawValue] = await machine.login(
                    item, isRefusalWanted: true, at: .init(side: .old, hasHosts: false))
            }
        }
        return seen
    }

    private func look(_ host: RelocatedHost) async -> DecommissionSeen.HostLook {
        let ending = plan.ending(of: host)
        let way: Host
        do throws(RelocationError) { way = try logins.host(host.id.value) } catch {
            return .init(requests: .unseen(error.description), quiet: .unseen(error.description))
        }
        var requests: Sighting<RequestCount>?
        if let logs = ending?.logs.map(\.value), !logs.isEmpty {
            await knock(on: host)
            let since = PlanTime.now - (plan.decommission?.idle?.value ?? .zero)
            do throws(RelocationError) {
                requests = .seen(try await LogLook(way, logs).count(since: since.milliseconds))
            } catch {
                requests = .unseen(error.description)
            }
        }
        let quiet: Sighting<HostQuiet>
        do throws(RelocationError) {
            quiet = .seen(try await QuietReading(host: way, queues: ending?.queues.map(\.value) ?? []).read())
        } catch {
            quiet = .unseen(error.description)
        }
        return .init(requests: requests, quiet: quiet)
    }

    /// A question of our own to the host's web server: a log in which it does not show is not written.
    private func knock(on host: RelocatedHost) async {
        let word = String((0..<12).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement() ?? "x" })
        let hosted = plan.systems.filter { $0.id.value == host.system?.value }
        let known = plan.ending(of: host)?.knownAs.map(\.value) ?? []
        let endpoints = hosted.flatMap(\.endpoints).map(\.value).filter { endpoint in
            hosted.flatMap(\.endpoints).count == 1 || known.contains { endpoint.contains($0) }
        }
        let places = endpoints.isEmpty ? known.map { "http://\($0)" } : endpoints
        for place in places.prefix(4) {
            let root = place.hasSuffix("/") ? String(place.dropLast()) : place
            let url = root.contains("://") ? root : "http://\(root)"
            _ = try? await WebQuestion(url: "\(url)\(LogTally.ownPath)\(word)", method: .head).ask {
                Int(PlanTime.now.milliseconds)
            }
        }
        // A server may keep what it logs for a moment.
        try? await Task.sleep(for: .milliseconds(300))
    }

    private func wayBack(_ database: RelocatedDatabase) async -> DecommissionSeen.WayBack {
        let id = database.id.value.rawValue
        var seen = DecommissionSeen.WayBack(isUnderWay: false, writer: .old, follows: .unseen(""), handedOver: nil)
        do {
            let pair = DatabasePairs.of(plan.relocation?.databases ?? []).first { $0.contains { $0.id == database.id } }
            let desk = try DatabaseDesk(pair ?? [database], in: plan, logins, folder: folder)
            seen.writer = try desk.writer()
            for journal in try folder.journals(naming: id) {
                if try HandOverDesk.isUnderWay(journal) { seen.isUnderWay = true }
                let last = try journal.rows().last.map { PlanTime(milliseconds: Int64($0.at)) }
                seen.handedOver = [seen.handedOver, last].compactMap(\.self).max()
            }
            guard seen.writer == .new else { return seen }
            let state = try await desk.wayBack()
            seen.follows = .seen(state == .none ? nil : "\(state)")
        } catch {
            // With the last credential of the old server revoked, what was done before is all that can be known.
            let closed = try? folder.kept(DecommissionNote.closed(id), as: DecommissionNote.self)
            seen.follows = closed == nil ? .unseen("\(error)") : .seen(nil)
        }
        return seen
    }

    // What is left of it

    private func note(_ seen: DecommissionSeen, _ hosts: [RelocatedHost]) throws {
        try FileManager.default.createDirectory(atPath: evidence, withIntermediateDirectories: true)
        for host in hosts {
            let id = host.id.value.rawValue
            if let look = seen.hosts[id], let figures = Self.figures(look, plan.ending(of: host)) {
                let isIdle = figures.filter { $0.key != "bots" }.allSatisfy { $0.value == 0 }
                try write(.idle, id, passed: isIdle, figures)
                // Rules of the plan ask for the system.
                if let system = host.system?.value { try write(.idle, system.rawValue, passed: isIdle, figures) }
            }
            let leads = seen.references.compactMap { reference -> Int? in
                if case .seen(let leads) = reference.leads { leads[id]?.count ?? 0 } else { nil }
            }
            let unread = seen.references.count - leads.count
            let found = leads.count { $0 > 0 }
            let names = OldNames(host, plan.ending(of: host))
            if !seen.references.isEmpty, !names.isEmpty, unread == 0 || found > 0 {
                try write(
                    .unreferenced, id, passed: found == 0 && unread == 0,
                    ["places": Double(leads.count), "leading": Double(found)])
            }
        }
        for (item, state) in seen.logins.sorted(by: { $0.key < $1.key }) {
            switch state {
            case .works: try write(.revoked, item, passed: true, [:])
            case .fails: try write(.revoked, item, passed: false, [:])
            // Nobody could tell: what was seen earlier stands.
            case .missing, .unclear: break
            }
        }
    }

    /// Counts of what still happens; nil where the host could not be looked at whole.
    private static func figures(_ look: DecommissionSeen.HostLook, _ ending: EndingHost?) -> [String: Double]? {
        guard case .seen(let quiet) = look.quiet else { return nil }
        var figures = [
            "jobs": Double(DecommissionRules.jobs(left: quiet, ending).count), "queued": Double(quiet.queued),
            "outgoing": Double(quiet.outgoing.count), "incoming": Double(quiet.incoming.count),
        ]
        switch look.requests {
        case .seen(let count):
            // Behind a web server, who comes stands in its log.
            figures["incoming"] = nil
            figures["requests"] = Double(count.people)
            figures["bots"] = Double(count.bots)
        case .unseen: return nil
        case nil: break
        }
        return figures
    }

    func write(
        _ kind: EvidenceKind, _ subject: String, passed: Bool, _ figures: [String: Double], note: String? = nil
    ) throws(PlanningError) {
        try EvidenceRecord(
            kind, of: subject, at: .now, plan: digest, by: Self.author, passed: passed, figures: figures, note: note
        ).write(into: evidence)
    }
}

extension RelocationFolder {
    /// Where the report and its evidence bundle lie.
    package var report: String { folder.appending(path: "report").path(percentEncoded: false) }

    /// The journals of hand overs.
    /// - Parameter database: only those in which it took part.
    package func journals(naming database: String? = nil) throws(JournalError) -> [Journal] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        var journals: [Journal] = []
        for name in names.sorted() where name.hasPrefix("hand-over-") && name.hasSuffix(".journal") {
            let databases = name.dropFirst("hand-over-".count).dropLast(".journal".count)
            // Names may hold dashes themselves: one too many is looked at rather than one too few.
            if let database, !databases.contains(database) { continue }
            journals.append(try Journal.read(path: folder.appending(path: name).path(percentEncoded: false)))
        }
        return journals
    }
}
