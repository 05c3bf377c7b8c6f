import Planning

/// What is moved from hosts to hosts, and what is left of the old ones at the end.
struct RelocationChapter {
    private let plan: Plan
    private let clock: PlanClock

    init(_ plan: Plan, _ clock: PlanClock) {
        (self.plan, self.clock) = (plan, clock)
    }

    var chapter: PageChapter {
        var chapter = PageChapter(
            id: "relocation", title: "Hosts, databases and files", nothing: "The plan moves no hosts.")
        if let relocation = plan.relocation {
            chapter.tiles = tiles(relocation)
            chapter.tables = [
                hosts(relocation), databases(relocation), files(relocation), sites(relocation), settings(relocation),
                names(relocation),
            ]
        }
        chapter.tables.append(imports)
        return chapter
    }

    /// Whether a host ends with the old side; nil for those that are not of the old side.
    private func ends(_ host: RelocatedHost) -> Bool? {
        guard host.side.value == .old else { return nil }
        let ending = plan.decommission?.systems ?? []
        return ending.contains { $0.value == host.system?.value }
    }

    private func tiles(_ relocation: Relocation) -> [PageChapter.Tile] {
        let old = relocation.hosts.filter { $0.side.value == .old }
        let left = old.filter { ends($0) != true }
        let (volumes, leftVolumes) = (old.flatMap(\.volumes), left.flatMap(\.volumes))
        let sites = relocation.networks.flatMap(\.sites)
        let secrets = relocation.configuration.count { $0.secret != nil }
        return [
            PageChapter.Tile(
                label: "Old hosts", value: "\(old.count) → \(left.count)", more: "once the old side has ended"),
            PageChapter.Tile(
                label: "Old volumes", value: "\(volumes.count) → \(leftVolumes.count)",
                more: "\(size(volumes)) in all"),
            PageChapter.Tile(
                label: "Databases", value: "\(relocation.databases.count)",
                more: "\(relocation.files.count) folders of files"),
            PageChapter.Tile(
                label: "Sites", value: "\(sites.count)",
                more: "\(sites.count { $0.mapped != nil && $0.mapped?.value != $0.domain.value }) under a new domain"),
            PageChapter.Tile(
                label: "Settings", value: "\(relocation.configuration.count)",
                more: "\(secrets) secrets, issued anew"),
        ]
    }

    private func size(_ volumes: [HostVolume]) -> String {
        let known = volumes.compactMap { $0.size?.value }
        let sum = "\(Figures.count(Int(known.reduce(0, +).rounded()))) GB"
        return known.count == volumes.count ? sum : "\(sum), \(volumes.count - known.count) not measured"
    }

    private func hosts(_ relocation: Relocation) -> PageTable {
        var table = PageTable("Hosts", heads: ["Host", "Side", "Runs", "Volumes", "In the end"])
        for host in relocation.hosts {
            let volumes = host.volumes.map { volume in
                volume.path.value + (volume.size.map { " (\(Figures.count(Int($0.value.rounded()))) GB)" } ?? "")
            }
            let end: PageCell =
                switch ends(host) {
                case true: "ended and wiped"
                case false: PageCell("nothing ends it", isMissing: true)
                default: "stays"
                }
            table.add(
                PageCell(host.id.value.rawValue), PageCell(host.side.value.rawValue),
                PageCell(host.system?.value.rawValue ?? ""), PageCell(volumes.listed), end)
        }
        return table
    }

    private func databases(_ relocation: Relocation) -> PageTable {
        var table = PageTable("Databases", heads: ["Database", "Engine", "From", "To", "Tables begin with"])
        for database in relocation.databases {
            table.add(
                PageCell(database.name.value, more: database.id.value.rawValue),
                PageCell(database.engine.value.rawValue), PageCell(database.from.value.rawValue),
                PageCell(database.to.value.rawValue), PageCell(database.tablePrefix?.value ?? ""))
        }
        return table
    }

    private func files(_ relocation: Relocation) -> PageTable {
        var table = PageTable("Files", heads: ["Files", "From", "To", "Stays behind"])
        for files in relocation.files {
            table.add(
                PageCell(files.id.value.rawValue), PageCell("\(files.from.value): \(files.path.value)"),
                PageCell("\(files.to.value): \((files.target ?? files.path).value)"),
                PageCell(files.leaveOut.map(\.value).listed))
        }
        return table
    }

    private func sites(_ relocation: Relocation) -> PageTable {
        var table = PageTable(
            "Networks and domains", heads: ["Domain", "Network", "Region", "On the new side"], limit: 100)
        for network in relocation.networks {
            for site in network.sites {
                table.add(
                    PageCell(site.domain.value + (site.path?.value ?? "")),
                    PageCell(network.id.value.rawValue, more: "by \(network.kind.value.rawValue)"),
                    PageCell(site.region?.value ?? ""), PageCell(site.mapped?.value ?? "the same"))
            }
        }
        return table
    }

    private func settings(_ relocation: Relocation) -> PageTable {
        var table = PageTable("Settings", heads: ["Setting", "On the new side", "Its value"], limit: 100)
        for key in relocation.configuration {
            table.add(
                PageCell(key.from.value), PageCell(key.to?.value ?? "the same"),
                PageCell(key.secret.map { "secret, issued anew: \($0.value.shown)" } ?? "copied"))
        }
        return table
    }

    private func names(_ relocation: Relocation) -> PageTable {
        var table = PageTable("Names that change inside what is moved", heads: ["From", "To"], limit: 100)
        for rewrite in relocation.rewrites { table.add(PageCell(rewrite.from.value), PageCell(rewrite.to.value)) }
        return table
    }

    private var imports: PageTable {
        var table = PageTable(
            "Records carried over ahead", heads: ["What", "From", "To", "When", PageCell.number("Records"), "Takes"])
        for run in plan.imports {
            let hours = run.records.flatMap { count in run.rate.map { Double(count.value) / $0.value } }
            let marks = [
                run.isOneWay ? "cannot be undone" : nil, run.isInactive ? "switched on later" : nil,
                run.before.map { "before stage \($0.value)" },
            ]
            table.add(
                PageCell(run.entity.value.rawValue, more: marks.compactMap(\.self).listed),
                PageCell(run.from.value.rawValue), PageCell(run.to.value.rawValue),
                .needed(run.at.map { clock.moment($0.value) }, or: "no date"),
                .number(run.records.map { Figures.count($0.value) } ?? "not said"),
                PageCell(hours.map(Hours.words) ?? "not said"))
        }
        return table
    }
}
