/// What lies in a network's folder, and what its configuration says.
extension NetworkJudge {
    /// Whether the plan's list has a plugin, by its file, its folder or its bare name.
    func isAllowed(_ plugin: String) -> Bool {
        let folder = plugin.split(separator: "/").first.map(String.init) ?? plugin
        let bare = folder.hasSuffix(".php") ? String(folder.dropLast(4)) : folder
        return allowed.contains { [plugin, folder, bare].contains($0) }
    }

    func plugins(_ new: NetworkSettings, _ root: RootLook?) -> VerificationFinding {
        var active: [String: Set<String>] = [:]
        for plugin in new.networkPlugins { active[plugin, default: []].insert("the network") }
        for site in new.sites {
            for plugin in site.plugins { active[plugin, default: []].insert("site \(site.id)") }
        }
        var lines: [String] = []
        for (plugin, places) in active.sorted(by: { $0.key < $1.key }) {
            let place = places.sorted().joined(separator: ", ")
            if !allowed.isEmpty, !isAllowed(plugin) {
                lines.append("\(plugin), active on \(place), is not on the list")
            }
            if let root, !root.plugins.contains(plugin) {
                lines.append("\(plugin), active on \(place), does not lie in \(root.host):\(root.root)")
            }
        }
        for file in root?.mustUse ?? [] where !allowed.isEmpty && !isAllowed(file) {
            lines.append("\(file), which must be used, is not on the list")
        }
        if !lines.isEmpty { return finding("plugins", .failed, "\(lines.count) are not as they must be", lines: lines) }
        if allowed.isEmpty {
            return finding(
                "plugins", .notSeen, "the plan has no list of those that may be active: `plugins`", isRequired: false)
        }
        guard let root else {
            return finding("plugins", .notSeen, "\(active.count) active; those that must be used were not looked at")
        }
        return finding(
            "plugins", .passed, "\(active.count) active and \(root.mustUse.count) that must be used are on the list")
    }

    func folder(_ new: NetworkSettings, _ root: RootLook?, _ old: RootLook?) -> [VerificationFinding] {
        guard let root else {
            return [
                finding(
                    "configuration", .notSeen, "no folder of the new side could be read: `roots`", isRequired: false)
            ]
        }
        guard let constants = root.constants else {
            return [finding("configuration", .notSeen, root.trouble ?? "wp-config.php did not tell")]
        }
        return [salts(root, old), cron(new, constants)]
    }

    private func salts(_ root: RootLook, _ old: RootLook?) -> VerificationFinding {
        let wanting = WordPressConfigText.salts.filter { !root.salts.contains($0) }
        if !wanting.isEmpty {
            return finding("salts", .failed, "not set to a value of their own: \(wanting.joined(separator: ", "))")
        }
        guard !isStaging else { return finding("salts", .passed, "all eight are set") }
        guard let before = old?.saltDigest, let after = root.saltDigest else {
            return finding("salts", .passed, "all eight are set; the old side's could not be compared")
        }
        return before == after
            ? finding("salts", .passed, "all eight are set, and the same as on the old side")
            : finding("salts", .failed, "they are not the old side's: every cart and every login would be lost")
    }

    /// Each hit fires the head of a schedule that a read-only database cannot take off.
    private func cron(_ new: NetworkSettings, _ constants: [String: String]) -> VerificationFinding {
        let isOff = ["true", "1"].contains(constants["DISABLE_WP_CRON"] ?? "")
        guard new.isReadOnly, !isOff else {
            return finding("wp-cron", .passed, isOff ? "pages do not run the schedule" : "pages run the schedule")
        }
        return finding(
            "wp-cron", .failed,
            "pages run the schedule while the database is read only: each hit does the first task again; define "
                + "DISABLE_WP_CRON as true")
    }
}
