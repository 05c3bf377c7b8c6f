import Databases
import Foundation
package import Planning
package import Relocation
package import Rewriting

/// Looks at a network of sites on the new side: its database, its folder, and what its servers answer.
package struct SitesDesk: Sendable {
    package struct Terms: Sendable {
        /// Where the new side, or the edge in front of it, takes requests; nil where the plan's endpoints are asked.
        package var tier: WebEndpoint?
        package var isStaging = false
        /// Uploads that are asked for of each site.
        package var uploads = 5
        /// Old addresses that are asked for of each site.
        package var redirects = 50
        /// A file of certificates that are trusted instead of the system's.
        package var authority: String?

        package init() {}
    }

    package let network: SiteNetwork
    private let plan: Plan
    private let logins: PlanLogins
    private let map: RewriteMap?
    private let terms: Terms

    package init(_ network: SiteNetwork, in plan: Plan, _ logins: PlanLogins, map: RewriteMap?, terms: Terms) {
        (self.network, self.plan, self.logins, self.map, self.terms) = (network, plan, logins, map, terms)
    }

    package var id: String { network.id.value.rawValue }

    package var sites: [ExpectedSite] {
        network.sites.map { site in
            let old = site.domain.value
            return ExpectedSite(
                domain: site.mapped?.value ?? rewritten(old) ?? old, oldDomain: old, path: site.path?.value ?? "/")
        }
    }

    /// The name that a rewrite of the plan gives a site, as staging's overlay does.
    private func rewritten(_ domain: String) -> String? {
        map?.entries.first { $0.from.lowercased() == domain.lowercased() }?.to
    }

    private func unseen(_ check: String, _ why: String) -> Verification {
        Verification([VerificationFinding(.sites, check, of: id, .notSeen, why)])
    }

    package func verify(show: @Sendable (String) -> Void) async -> Verification {
        var verification = Verification()
        var kept = NetworkLooks()
        do throws(RelocationError) {
            kept = try await looks()
        } catch {
            verification.add(unseen("database", error.description))
        }
        if let new = kept.new {
            let judge = NetworkJudge(
                network: id, sites: sites, isStaging: terms.isStaging, allowed: network.plugins.map(\.value),
                homes: homes, map: map, now: Date())
            verification.add(
                Verification(judge.findings(new, old: kept.old, root: kept.root, oldRoot: kept.oldRoot)))
            for trouble in kept.troubles {
                verification.add(
                    Verification([
                        VerificationFinding(.sites, "old side", of: id, .notSeen, trouble, isRequired: false)
                    ]))
            }
        }
        guard let tier = terms.tier ?? tiers(.new).first else {
            verification.add(
                unseen("front page", "no storefront of the new side has an endpoint; name one with --address"))
            return verification
        }
        if !moved.isEmpty, tiers(.old).isEmpty {
            verification.add(
                Verification([
                    VerificationFinding(
                        .sites, "old addresses", of: id, .notSeen,
                        "no storefront of the old side has an endpoint to ask which of them each site knew",
                        isRequired: false)
                ]))
        }
        for site in sites {
            show("\(site)")
            let looker = SiteLooker(
                site, network: network, tier: tier, secure: tier.isTLS ? tier : tiers(.new).first(where: \.isTLS),
                old: tiers(.old), terms: terms, logins: logins)
            let settings = kept.new.flatMap { new in kept.settings(of: site, in: new) }
            let look = await looker.look(
                settings, isReadOnly: kept.new?.isReadOnly ?? false, root: kept.root,
                wellKnown: kept.oldRoot?.wellKnown ?? kept.root?.wellKnown ?? [], moved: moved)
            let before = kept.old.flatMap { old in kept.settings(of: site, in: old) }
            verification.add(
                Verification(
                    SiteJudge(
                        site, isStaging: terms.isStaging, isHidden: before?.options["blog_public"] == "0", now: Date()
                    ).findings(look), figures: Self.figures(look)))
        }
        return verification
    }

    private static func figures(_ look: SiteLook) -> [String: Double] {
        // One of which the old side no longer tells whether it knew it counts where it leads somewhere.
        let known = look.moved.filter { moved in
            moved.old.map { (200..<400).contains($0) } ?? moved.leadsSomewhere
        }
        let good = known.filter(\.leadsSomewhere)
        return [
            "sites": 1, "sitesAnswering": look.front.status == 200 ? 1 : 0,
            "redirects": Double(known.count), "redirectsGood": Double(good.count),
            "uploads": Double(look.uploads.count),
            "uploadsGood": Double(look.uploads.count { $0.walk.status == 200 }),
        ]
    }

    private func tiers(_ side: System.Side) -> [WebEndpoint] {
        plan.systems.filter { $0.side.value == side && $0.kind.value == .storefront }
            .flatMap(\.endpoints).compactMap { try? WebEndpoint(parsing: $0.value) }
    }

    /// Old addresses, spread over the whole of the plan's table.
    private var moved: [String] {
        let table = plan.redirectTable
        let landing = plan.redirects?.landing.map(\.path.value) ?? []
        guard table.count > 0, terms.redirects > 0 else { return Array(landing.prefix(terms.redirects)) }
        let step = max(1, table.count / terms.redirects)
        let rows = stride(from: 0, to: table.count, by: step).prefix(terms.redirects).map { table[$0].from.value }
        var seen: Set<String> = []
        return (landing + rows).filter { seen.insert($0).inserted }
    }

    /// Folders of the new side that uploads may lie in: the network's own, and those that files of the plan go to.
    private var homes: [String] {
        let hosts = Set(
            (plan.relocation?.hosts ?? []).filter { $0.side.value != .old }.map(\.id.value))
        return network.roots.filter { hosts.contains($0.host.value) }.map(\.path.value)
            + (plan.relocation?.files ?? []).filter { hosts.contains($0.to.value) }
            .map { $0.target?.value ?? $0.path.value }
    }

    /// What both databases and both folders say.
    private func looks() async throws(RelocationError) -> NetworkLooks {
        var looks = NetworkLooks()
        let databases = plan.relocation?.databases ?? []
        guard let id = network.database?.value ?? (databases.count == 1 ? databases[0].id.value : nil) else {
            throw .unusable(
                what: "the database of the network `\(self.id)`", found: "absent",
                expected: "`database`, one of "
                    + databases.map(\.id.value.rawValue).joined(separator: ", "))
        }
        let place = try PlanDatabase(id.rawValue, in: plan, logins)
        let prefix = place.database.tablePrefix?.value ?? "wp_"
        let wanted = plan.relocation?.staging?.settings ?? []
        let options = wanted.filter { $0.place?.value == .option }.map(\.name.value)
        let new = try await place.server(.new)
        let found = try await new.network(
            of: try place.address(.new).database, prefix: prefix, options: options, uploads: terms.uploads)
        await new.close()
        looks.new = found
        do throws(RelocationError) {
            let old = try await place.server(.old)
            looks.old = try await old.network(
                of: try place.address(.old).database, prefix: prefix, options: options, uploads: 0)
            await old.close()
        } catch {
            looks.troubles.append(error.description)
        }
        let files = found.sites.flatMap { site in
            site.uploads.map { "wp-content/uploads/\(site.uploadFolder)\($0)" }
        }
        let constants = wanted.filter { $0.place?.value != .option }.map(\.name.value)
        looks.root = await root(.new, constants: constants, files: files, &looks.troubles)
        looks.oldRoot = await root(.old, constants: constants, files: [], &looks.troubles)
        return looks
    }

    private func root(
        _ side: System.Side, constants: [String], files: [String], _ troubles: inout [String]
    ) async -> RootLook? {
        let hosts = (plan.relocation?.hosts ?? []).filter { $0.side.value == side }.map(\.id.value)
        guard let root = network.roots.first(where: { hosts.contains($0.host.value) }) else { return nil }
        do throws(RelocationError) {
            return try await RootLook.read(
                root.path.value, on: try logins.host(root.host.value),
                domain: (side == .old ? sites.first?.oldDomain : sites.first?.domain) ?? "", constants: constants,
                files: files)
        } catch {
            troubles.append(error.description)
            return nil
        }
    }

    /// What staging's settings are, as far as this network has them.
    package func stagingSettings() async -> (look: [StagingLook.Setting], constants: [String: String]?) {
        let wanted = plan.relocation?.staging?.settings ?? []
        let kept: NetworkLooks
        do throws(RelocationError) { kept = try await looks() } catch {
            return (
                wanted.map {
                    StagingLook.Setting(name: "\($0.name.value) of \(id)", value: .unknown(error.description))
                }, nil
            )
        }
        return (wanted.flatMap { kept.settings(of: $0, network: id) }, kept.root?.constants)
    }
}
