import Observation
import Planning
import Relocation

extension MaintenanceDesk {
    /// What runs on the new hosts, and until when it gets security fixes.
    func versions(_ item: MaintenanceItem) async -> MaintenanceOutcome {
        var found: [(place: String, product: EndOfLife.Product, version: String)] = []
        var unseen: [String] = []
        for host in plan.relocation?.hosts ?? [] where host.side.value == .new {
            let roots = (plan.relocation?.networks ?? []).flatMap(\.roots).filter { $0.host.value == host.id.value }
            do throws(RelocationError) {
                let way = try logins.host(host.id.value)
                if let php = try await Self.line(way, ["php", "-r", "echo PHP_VERSION;"]) {
                    found.append((host.id.value.rawValue, .php, php))
                }
                for root in roots {
                    let path = "\(root.path.value)/wp-includes/version.php"
                    let script = "sed -n \"s/^.wp_version = '\\(.*\\)';.*/\\1/p\" \"$1\""
                    if let version = try await Self.line(way, ["sh", "-c", script, "sh", path]) {
                        found.append((root.path.value, .wordpress, version))
                    } else {
                        unseen.append("WordPress in \(root.path.value) of \(host.id.value)")
                    }
                }
            } catch {
                unseen.append("\(host.id.value): \(error.description)")
            }
        }
        for database in plan.relocation?.databases ?? [] where database.engine.value == .mariadb {
            let id = database.id.value.rawValue
            do throws(RelocationError) {
                let server = try await PlanDatabase(id, in: plan, logins).server(.new)
                found.append((id, .mariadb, try await server.facts().version))
            } catch {
                unseen.append("the server of \(id): \(error.description)")
            }
        }
        return judge(item, found, unseen)
    }

    private static func line(_ host: Host, _ words: [String]) async throws(RelocationError) -> String? {
        let reply = try await host.run(words, within: .seconds(30))
        let text = reply.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return reply.status == 0 && !text.isEmpty ? text : nil
    }

    private func judge(
        _ item: MaintenanceItem, _ found: [(place: String, product: EndOfLife.Product, version: String)],
        _ unseen: [String]
    ) -> MaintenanceOutcome {
        guard !found.isEmpty else {
            return .notSeen(item, unseen.first ?? "the plan names no host of the new side that it could be asked of")
        }
        let least = item.limit?.value ?? 90
        var findings: [String] = []
        var days: [Double] = []
        var unknown = 0
        for (place, product, version) in found {
            let words = "\(product.rawValue) \(version) (\(place))"
            switch EndOfLife.support(product, version) {
            case .until(let day):
                guard let end = PlanTime("\(day)T23:59Z") else { continue }
                let left = (Double(end.milliseconds - PlanTime.now.milliseconds) / 86_400_000).rounded(.down)
                days.append(left)
                findings.append("\(words): \(left < 0 ? "no fixes since" : "fixes until") \(day)")
            case .byCourtesy:
                findings.append("\(words): fixes by courtesy only; the newest release alone is promised any")
            case .unknown:
                unknown += 1
                findings.append("\(words): not in the table")
            }
        }
        findings += unseen.map { "not seen: \($0)" }
        findings.append(
            "by \(EndOfLife.Product.allCases.map(EndOfLife.source).joined(separator: ", ")), compared \(EndOfLife.compared)"
        )
        let figures = ["versions": Double(found.count), "unknown": Double(unknown)]
            .merging(days.min().map { ["days_left": $0] } ?? [:]) { $1 }
        if let first = days.min(), first < least {
            let what =
                first < 0
                ? "something has had no security fixes for \(Int(-first)) days" : "fixes end in \(Int(first)) days"
            return MaintenanceOutcome(item, .short, what, figures: figures, findings: findings)
        }
        guard unknown == 0, unseen.isEmpty else {
            return MaintenanceOutcome(
                item, .notSeen, "\(unknown + unseen.count) versions are not known", figures: figures, findings: findings
            )
        }
        return MaintenanceOutcome(
            item, .good,
            "\(found.count) versions get fixes for \(days.min().map { "\(Int($0))" } ?? "some") days at least",
            figures: figures, findings: findings)
    }

    /// Updates made on staging, and a checkout walked there afterwards.
    func updates(_ item: MaintenanceItem) async throws -> MaintenanceOutcome {
        guard let staging else { return .notSeen(item, "the plan has no environment of kind staging") }
        guard let probes = staging.probes, !probes.cases.isEmpty else {
            return .notSeen(item, "the plan has no probe that walks a checkout: `probes`")
        }
        let storefronts = staging.systems.filter { $0.side.value != .old && $0.kind.value == .storefront }
        guard let endpoint = storefronts.flatMap(\.endpoints).first?.value else {
            return .notSeen(item, "staging has no storefront with an endpoint")
        }
        var findings: [String] = []
        if let terms = item.command, !terms.command.isEmpty {
            let reply = try await logins.host(of: terms).run(terms.command.map(\.value), within: .seconds(3600))
            guard reply.status == 0 else {
                return MaintenanceOutcome(
                    item, .short, "`\(reply.command)` ended with \(reply.status) on staging: \(reply.lastWords)")
            }
            findings += reply.text.split(whereSeparator: \.isNewline).suffix(20).map(String.init)
        }
        let place = endpoint.contains("://") ? endpoint : "http://\(endpoint)"
        // One endpoint on both sides: what is asked is whether the walk succeeds, not whether two sides agree.
        let reader = try ProbeReader(
            signal: item.id.value.rawValue, every: .seconds(60), table: ProbeTable(probes, cases: []),
            endpoints: SideEndpoints(old: place, new: place))
        let run = await reader.run()
        let good = run.outcomes.count { if case .compared = $0.ending { true } else { false } }
        findings += run.lines
        let figures = ["walks": Double(run.outcomes.count), "good": Double(good)]
        let words = "\(good) of \(run.outcomes.count) walks through staging succeed"
        guard good == run.outcomes.count else {
            return MaintenanceOutcome(item, .short, words, figures: figures, findings: findings)
        }
        guard item.command != nil else {
            return MaintenanceOutcome(
                item, .notSeen, "\(words), but no updates were made: name how, `command: { from, command }`",
                figures: figures, findings: findings)
        }
        return MaintenanceOutcome(item, .good, "updates made; \(words)", figures: figures, findings: findings)
    }
}
