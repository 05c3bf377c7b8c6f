package import Planning

/// What ought to be looked after, by what was moved: items that a plan can take in as they stand.
package struct MaintenanceProposal: Sendable {
    private let plan: Plan

    package init(_ plan: Plan) { self.plan = plan }

    package struct Item: Sendable, Hashable {
        package let id: String
        package let what: Maintenance.What
        /// Why it is proposed.
        package let why: String
        /// Further keys, as they stand in the plan.
        package var extra = ""
    }

    package var items: [Item] {
        let relocation = plan.relocation
        let sites = relocation?.networks.flatMap(\.sites).count ?? 0
        let databases = relocation?.databases.count ?? 0
        var items: [Item] = []
        func add(_ what: Maintenance.What, _ why: String, _ extra: String = "") {
            items.append(Item(id: what.rawValue, what: what, why: why, extra: extra))
        }
        if relocation?.networks.contains(where: { !$0.plugins.isEmpty }) == true || sites > 0 {
            add(
                .updates, "tried on staging first, with a checkout",
                #", command: { from: HOST, command: [wp, plugin, update, --all] }"#)
        }
        if relocation?.backup != nil {
            add(.restoreTest, "\(databases) databases and their files, restored and compared")
        }
        if sites > 0 {
            add(.certificates, "\(sites) sites; days left", ", limit: 21")
            add(
                .domains, "their names' registration; days left",
                #", limit: 45, source: "https://rdap.org/domain/{name}""#)
            add(.links, "their pages, followed within bounds")
            let logs = plan.relocation?.hosts.first { $0.side.value == .new }?.id.value.rawValue
            add(
                .uptime, "by the access log of the new host",
                ", limit: 0.999" + (logs.map { ", host: \($0), logs: [/var/log/nginx/access.log]" } ?? ""))
        }
        if relocation != nil { add(.versions, "PHP, the database and WordPress; days of support left", ", limit: 90") }
        if plan.integrations.contains(where: { $0.kind?.value == .files }) {
            add(
                .feeds, "how old stock and orders are; seconds at the 95th percentile",
                #", limit: 600, source: "feeds.json""#)
            add(.files, "files nobody could read", #", source: "files.json""#)
        }
        if plan.entities.contains(where: { $0.id.value.rawValue.contains("stock") }) {
            add(.oversell, "orders beyond the stock", #", source: "oversell.json""#)
        }
        if plan.notices?.mail != nil || plan.systems.contains(where: { $0.kind.value == .mail }) {
            add(.mail, "letters that came back", #", source: "mail.json""#)
        }
        if Set((relocation?.networks.flatMap(\.sites) ?? []).compactMap { $0.region?.value }).count > 1 {
            add(.translations, "share of texts in every language", #", limit: 0.98, source: "translations.json""#)
        }
        return items
    }

    /// As it stands in a plan, for those that the plan has not got.
    package var yaml: String {
        let known = Set(plan.maintenance?.items.map(\.what.value) ?? [])
        let missing = items.filter { !known.contains($0.what) }
        guard !missing.isEmpty else { return "# the plan has everything that would be proposed\n" }
        let owner =
            (plan.maintenance?.owner ?? plan.decommission?.owner)?.value.rawValue
            ?? plan.people.first?.id.value.rawValue
        var text = "maintenance:\n"
        text += "  owner: \(owner ?? "WHO")\n"
        if let channel = plan.notices?.channels.first { text += "  channel: \(channel.id.value)\n" }
        text += "  items:\n"
        for item in missing {
            text += "    - { id: \(item.id), what: \(item.what.rawValue), every: 30d\(item.extra) }   # \(item.why)\n"
        }
        return text
    }
}
