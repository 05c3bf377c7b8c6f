import Observation
import Planning
import Relocation

import struct Foundation.Date

extension MaintenanceDesk {
    /// The certificate of each domain, by a handshake; with a `source`, at that host and port whatever the name leads to.
    func certificates(_ item: MaintenanceItem) async -> MaintenanceOutcome {
        guard !domainNames.isEmpty else { return .notSeen(item, "the plan names no sites") }
        let least = item.limit?.value ?? 21
        var findings: [String] = []
        var days: [Double] = []
        var refused = 0
        for domain in domainNames {
            switch await certificate(of: domain, at: item.source?.value ?? "\(domain):443") {
            case .valid(let end?):
                let left = (end.timeIntervalSinceNow / 86_400).rounded(.down)
                days.append(left)
                findings.append("\(domain): \(Int(left)) days left")
            case .valid(nil): findings.append("\(domain): good, and nobody can tell until when")
            case .refused(let why):
                refused += 1
                findings.append("\(domain): refused, \(why)")
            case .notSeen(let why): findings.append("\(domain): not seen, \(why)")
            }
        }
        let figures = [
            "domains": Double(domainNames.count), "seen": Double(days.count), "refused": Double(refused),
        ].merging(days.min().map { ["days_left": $0] } ?? [:]) { $1 }
        let first = days.min() ?? 0
        if refused > 0 || first < least, !days.isEmpty || refused > 0 {
            let why =
                refused > 0 ? "\(refused) certificates are not good for their name" : "one ends in \(Int(first)) days"
            return MaintenanceOutcome(item, .short, why, figures: figures, findings: findings)
        }
        guard days.count == domainNames.count else {
            return MaintenanceOutcome(
                item, .notSeen, "\(domainNames.count - days.count) of \(domainNames.count) certificates were not seen",
                figures: figures, findings: findings)
        }
        return MaintenanceOutcome(
            item, .good, "\(days.count) certificates, the first ends in \(Int(first)) days", figures: figures,
            findings: findings)
    }

    private func certificate(of domain: String, at place: String) async -> CertificateLook.Outcome {
        let parts = place.split(separator: ":").map(String.init)
        guard parts.count == 2, let port = Int(parts[1]), let name = DomainName(domain) else {
            return .notSeen("`\(place)` is no host:port")
        }
        var address = IPAddress(parts[0])
        if address == nil, case .seen(let found) = await NameAddresses.of(parts[0], by: plan.relocation?.names) {
            address = found.lazy.compactMap { IPAddress($0) }.first
        }
        guard let address else { return .notSeen("\(parts[0]) has no address") }
        return await CertificateLook(address, port: port).look(for: name)
    }

    /// When the registration of each name ends, as its registry tells it (RDAP).
    func domains(_ item: MaintenanceItem) async -> MaintenanceOutcome {
        guard let source = item.source?.value else {
            return .notSeen(item, #"the plan names no registry to ask: `source: "https://rdap.org/domain/{name}"`"#)
        }
        guard !domainNames.isEmpty else { return .notSeen(item, "the plan names no sites") }
        let least = item.limit?.value ?? 45
        var findings: [String] = []
        var left: [String: Double] = [:]
        for domain in domainNames {
            var labels = domain.split(separator: ".").map(String.init)
            var found: Double?
            // Registries know the registered name only, which is above a shop's own.
            while labels.count >= 2, found == nil {
                let name = labels.joined(separator: ".")
                if let known = left[name] {
                    found = known
                } else if let days = await Self.registration(source.replacing("{name}", with: name)) {
                    (found, left[name]) = (days, days)
                }
                labels.removeFirst()
            }
            findings.append("\(domain): " + (found.map { "\(Int($0)) days left" } ?? "not seen"))
            if found == nil {
                return MaintenanceOutcome(
                    item, .notSeen, "no registry told of \(domain)", findings: findings)
            }
        }
        let days = left.values.min() ?? 0
        return MaintenanceOutcome(
            item, days >= least ? .good : .short, "the first registration ends in \(Int(days)) days",
            figures: ["days_left": days.rounded(.down), "names": Double(left.count)], findings: findings)
    }

    /// Days until the end of a registration, by an RDAP answer.
    private static func registration(_ url: String) async -> Double? {
        guard
            let answer = try? await WebQuestion(url: url, patience: .seconds(20)).ask(now: {
                Int(PlanTime.now.milliseconds)
            }), answer.status == 200
        else { return nil }
        return RegistrationText.days(Array(answer.body), from: .now)
    }

    func links(_ item: MaintenanceItem) async -> MaintenanceOutcome {
        guard !sites.isEmpty else {
            return .notSeen(item, "the plan names no sites, or no storefront of the new side with an endpoint")
        }
        var findings: [String] = []
        var asked = 0
        var left = 0
        var down = 0
        for site in sites {
            let found = await LinkCrawl(endpoint: site.endpoint, host: site.domain).run(from: site.path)
            asked += found.asked
            left += found.left
            if found.isDown { down += 1 }
            findings += found.broken.map { "\(site.domain): \($0)" }
        }
        let figures = [
            "asked": Double(asked), "broken": Double(findings.count), "not_asked": Double(left), "down": Double(down),
        ]
        let bound = left > 0 ? "; \(left) more were found and not asked" : ""
        let most = item.limit?.value ?? 0
        return MaintenanceOutcome(
            item, Double(findings.count) <= most && down == 0 ? .good : .short,
            "\(findings.count) of \(asked) addresses lead nowhere\(bound)", figures: figures, findings: findings)
    }

    /// The share of minutes in which nobody was failed, by the access logs of the new host, and whether all answer now.
    func uptime(_ item: MaintenanceItem) async throws -> MaintenanceOutcome {
        guard let host = item.host?.value, !item.logs.isEmpty else {
            return .notSeen(item, "the plan names neither a source nor the access logs of a host: `host`, `logs`")
        }
        let since = PlanTime.now - item.every.value
        let count = try await LogLook(try logins.host(host), item.logs.map(\.value)).count(since: since.milliseconds)
        guard count.minutes > 0 else { return .notSeen(item, "its logs tell of no request since \(since.seconds)") }
        let share = 1 - Double(count.failedMinutes) / Double(count.minutes)
        var down: [String] = []
        for site in sites {
            switch await SitePage(endpoint: site.endpoint, host: site.domain).ask(site.path, within: .seconds(10)) {
            case .success(let answer) where answer.status < 500: break
            case .success(let answer): down.append("\(site.domain) answers \(answer.status)")
            case .failure(let failure): down.append("\(site.domain) \(failure)")
            }
        }
        let least = item.limit?.value ?? 0.999
        return MaintenanceOutcome(
            item, share >= least && down.isEmpty ? .good : .short,
            "\((share * 100_000).rounded() / 1_000) % of \(count.minutes) minutes with requests had no failure; "
                + (down.isEmpty ? "all sites answer now" : "\(down.count) sites do not answer now"),
            figures: [
                "uptime": (share * 1e6).rounded() / 1e6, "minutes": Double(count.minutes),
                "failures": Double(count.failures), "down_now": Double(down.count),
            ], findings: down)
    }
}
