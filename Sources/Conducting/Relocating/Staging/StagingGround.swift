package import Planning

/// Whether an environment of kind staging stands on ground of its own. Pure.
package enum StagingGround {
    /// Places of staging that are production's, and must not be written for a rehearsal; empty where all are its own.
    ///
    /// - Parameters:
    ///   - staging: the plan with the environment's overlay.
    ///   - production: the plan without.
    package static func trespasses(_ staging: Plan, _ production: Plan) -> [String] {
        var lines: [String] = []
        let taken = places(of: production)
        for database in staging.relocation?.databases ?? [] {
            guard let target = database.target else { continue }
            let place = place(target.value)
            if let owner = taken.databases[place] {
                lines.append(
                    "the target of `\(database.id.value)` at \(target.position) is \(place), which production has as "
                        + "\(owner): name another schema in the overlay")
            }
        }
        for files in staging.relocation?.files ?? [] {
            let folder = files.target ?? files.path
            let name = "\(files.to.value):\(folder.value)"
            for (path, owner) in taken.folders where overlaps(name, path) {
                lines.append(
                    "the target of `\(files.id.value)` at \(folder.position) is \(name), which production has as "
                        + "\(owner): name another folder in the overlay")
            }
        }
        return lines.sorted()
    }

    private static func places(of plan: Plan) -> (databases: [String: String], folders: [(String, String)]) {
        var databases: [String: String] = [:]
        for database in plan.relocation?.databases ?? [] {
            if let target = database.target.map({ place($0.value) }) {
                databases[target] = "the target of `\(database.id.value)`"
            }
            if let source = database.source.map({ place($0.value) }) {
                databases[source] = "the source of `\(database.id.value)`"
            }
        }
        let folders = (plan.relocation?.files ?? []).flatMap { files in
            [
                ("\(files.from.value):\(files.path.value)", "the source of `\(files.id.value)`"),
                ("\(files.to.value):\((files.target ?? files.path).value)", "the target of `\(files.id.value)`"),
            ]
        }
        return (databases, folders)
    }

    private static func place(_ address: StoreAddress) -> String {
        "\(DatabasePairs.server(address))/\(address.path)"
    }

    /// One is the other, or lies in it.
    private static func overlaps(_ one: String, _ other: String) -> Bool {
        one == other || one.hasPrefix(other + "/") || other.hasPrefix(one + "/")
    }
}
