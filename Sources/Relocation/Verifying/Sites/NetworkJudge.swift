public import Foundation
public import Rewriting

/// Judges what the databases and the folders of a network say: pure.
public struct NetworkJudge: Sendable {
    public var network: String
    public var sites: [ExpectedSite]
    public var isStaging: Bool
    /// Plugins that may be active: `akismet`, `akismet/akismet.php`, `shop.php`; empty where the plan lists none.
    public var allowed: [String]
    /// Folders of the new side that uploads may lie in.
    public var homes: [String]
    public var map: RewriteMap?
    public var now: Date

    public init(
        network: String, sites: [ExpectedSite], isStaging: Bool, allowed: [String], homes: [String], map: RewriteMap?,
        now: Date
    ) {
        (self.network, self.sites, self.isStaging, self.allowed) = (network, sites, isStaging, allowed)
        (self.homes, self.map, self.now) = (homes, map, now)
    }

    func finding(
        _ check: String, of subject: String? = nil, _ state: VerificationFinding.State, _ detail: String,
        isRequired: Bool = true, lines: [String] = []
    ) -> VerificationFinding {
        VerificationFinding(
            .sites, check, of: subject ?? network, state, detail, isRequired: isRequired,
            lines: Array(lines.prefix(20)))
    }

    /// - Parameters:
    ///   - old: the old side's; nil where it could not be read.
    ///   - root: the new side's folder, likewise.
    public func findings(
        _ new: NetworkSettings, old: NetworkSettings?, root: RootLook?, oldRoot: RootLook?
    ) -> [VerificationFinding] {
        var findings: [VerificationFinding] = []
        if let domain = new.domain, let main = sites.first(where: { $0.domain == domain.lowercased() }) ?? sites.first {
            findings.append(
                main.domain == domain.lowercased()
                    ? finding("network domain", .passed, domain)
                    : finding("network domain", .failed, "wp_site.domain is `\(domain)`, not `\(main.domain)`"))
        }
        for site in sites {
            guard let found = settings(of: site, in: new) else {
                let there = new.sites.map { $0.domain + $0.path }.joined(separator: ", ")
                findings.append(
                    finding("site", of: "\(site)", .failed, "the network has no such site; it has \(there)"))
                continue
            }
            findings += self.findings(site, found, new, old: old.flatMap { settings(of: site, in: $0) })
        }
        let expected = Set(sites.map { "\($0)" })
        let strangers = new.sites.map { ExpectedSite(domain: $0.domain, path: $0.path) }
            .filter { !expected.contains("\($0)") && new.domain != nil }
        // A site that was looked for and not found stands here under its wrong name.
        if !strangers.isEmpty {
            findings.append(
                finding(
                    "sites", .failed,
                    "sites that the plan does not name: \(strangers.map(\.description).joined(separator: ", "))"))
        }
        findings.append(plugins(new, root))
        findings += folder(new, root, oldRoot)
        return findings
    }

    /// By its own domain; where it still has the old one, by that.
    package func settings(of site: ExpectedSite, in network: NetworkSettings) -> SiteSettings? {
        if network.domain == nil { return network.sites.first }
        func named(_ domain: String) -> SiteSettings? {
            network.sites.first { found in
                ExpectedSite(domain: found.domain, path: found.path) == ExpectedSite(domain: domain, path: site.path)
            }
        }
        return named(site.domain) ?? named(site.oldDomain)
    }

    private func findings(
        _ site: ExpectedSite, _ found: SiteSettings, _ network: NetworkSettings, old: SiteSettings?
    ) -> [VerificationFinding] {
        let name = "\(site)"
        var findings = [addresses(site, found, network), visibility(name, found, old)]
        findings.append(uploadPath(name, found, network))
        findings.append(schedule(name, found, network))
        let roles = network.rolesKey(of: found)
        findings.append(
            found.options[roles] == nil
                ? finding("roles", of: name, .failed, "there is no option `\(roles)`: nobody may do anything")
                : finding("roles", of: name, .passed, roles))
        return findings
    }

    private func addresses(
        _ site: ExpectedSite, _ found: SiteSettings, _ network: NetworkSettings
    ) -> VerificationFinding {
        var wrong: [String] = []
        if network.domain != nil, found.domain.lowercased() != site.domain {
            wrong.append("wp_blogs.domain is `\(found.domain)`, not `\(site.domain)`")
        }
        let inner = site.path == "/" ? "" : String(site.path.dropLast())
        for option in ["siteurl", "home"] {
            let value = found.options[option] ?? ""
            let bare = value.hasSuffix("/") ? String(value.dropLast()) : value
            let right = ["http://", "https://"].map { "\($0)\(site.domain)\(inner)" }
            if !right.contains(bare.lowercased()) { wrong.append("\(option) is `\(value)`, not `\(right[0])`") }
        }
        return wrong.isEmpty
            ? finding("addresses", of: "\(site)", .passed, found.options["home"] ?? "")
            : finding("addresses", of: "\(site)", .failed, wrong.joined(separator: "; "))
    }

    private func visibility(_ name: String, _ found: SiteSettings, _ old: SiteSettings?) -> VerificationFinding {
        let value = found.options["blog_public"] ?? ""
        if isStaging {
            return value == "0"
                ? finding("blog_public", of: name, .passed, "0: kept out of search")
                : finding("blog_public", of: name, .failed, "it is `\(value)`: staging invites search engines; set 0")
        }
        if value == "1" { return finding("blog_public", of: name, .passed, "1") }
        if let old, old.options["blog_public"] == value {
            return finding("blog_public", of: name, .passed, "`\(value)`, as on the old side")
        }
        return finding(
            "blog_public", of: name, .failed,
            "it is `\(value)`, perhaps left over from staging: the shop takes itself out of search; set 1")
    }

    private func uploadPath(_ name: String, _ found: SiteSettings, _ network: NetworkSettings) -> VerificationFinding {
        let path = found.options["upload_path"] ?? ""
        guard path.hasPrefix("/") else {
            return finding("upload_path", of: name, .passed, path.isEmpty ? "the usual folder" : path)
        }
        if isAtHome(path) { return finding("upload_path", of: name, .passed, path) }
        var rewriter = map.map { Rewriter($0) }
        let planned = rewriter?.rewrite(Array(path.utf8)).bytes.map { String(decoding: $0, as: UTF8.self) }
        if let planned, isAtHome(planned), network.isReadOnly, !isStaging {
            return finding(
                "upload_path", of: name, .notSeen,
                "`\(path)` until the rewrites are made: the new side only follows yet", isRequired: false)
        }
        return finding(
            "upload_path", of: name, .failed, "`\(path)` is no folder of the new side: what is uploaded goes astray")
    }

    private func isAtHome(_ path: String) -> Bool {
        homes.contains { path == $0 || path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
    }

    private func schedule(_ name: String, _ found: SiteSettings, _ network: NetworkSettings) -> VerificationFinding {
        guard let waiting = CronText.read(found.options["cron"] ?? "") else {
            return finding("cron", of: name, .failed, "the option `cron` is no schedule: nothing of it will ever run")
        }
        guard let first = waiting.first else { return finding("cron", of: name, .passed, "nothing waits") }
        let late = now.timeIntervalSince1970 - Double(first.at)
        // A side that only follows runs nothing; what is late there is late on the old side.
        if late > 86_400 {
            return finding(
                "cron", of: name, .failed,
                "`\(first.hook)` is \(Int(late / 3_600)) hours overdue: nobody asks for wp-cron.php")
        }
        return finding("cron", of: name, .passed, "\(waiting.count) wait, none late by a day")
    }
}
