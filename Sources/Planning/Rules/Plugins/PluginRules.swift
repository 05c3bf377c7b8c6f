extension Rule {
    /// About what runs inside the store's systems (PLG).
    static let pluginRules: [Rule] = [.plg001]

    static let plg001 = Rule(
        "PLG001", .warning,
        catches: "a plugin or dependency of the new side that nobody allowed",
        why: """
            Each plugin runs with all of the store's rights, changes when its maker likes, and comes along in a move \
            because it was there.
            """,
        incident: """
            In the move that this program was made for, unstable plugins of third parties were what caused incidents, \
            and the store's own services took their place.
            """,
        mend: "remove it, or list it under `allowed_plugins` after somebody has looked at it"
    ) { check in
        let plan = check.plan
        let running = plan.systems.filter { $0.side.value == .new }.flatMap { system in
            system.plugins.map { (system: system.id.value, plugin: $0) }
        }
        guard !plan.allowedPlugins.isEmpty else {
            return running.prefix(1).map {
                Violation(
                    "\($0.system) runs plugins, and nothing says which are allowed", $0.plugin.position,
                    mend: "list under `allowed_plugins` those that somebody has looked at")
            }
        }
        let allowed = Set(plan.allowedPlugins.map(\.value))
        return running.filter { !allowed.contains($0.plugin.value) }.map {
            Violation("\($0.system) runs \($0.plugin.value), which is not on the list", $0.plugin.position)
        }
    }
}
