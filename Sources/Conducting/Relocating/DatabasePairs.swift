package import Planning

/// Databases that move between the same two servers move together: a replica has one set of filters, and databases that
/// share a log are copied from one snapshot.
package enum DatabasePairs {
    /// The plan's databases by pairs of servers, in the plan's order; one whose servers are not named stands alone.
    package static func of(_ databases: [RelocatedDatabase]) -> [[RelocatedDatabase]] {
        var places: [String: Int] = [:]
        var pairs: [[RelocatedDatabase]] = []
        for database in databases {
            guard let pair = pair(of: database) else {
                pairs.append([database])
                continue
            }
            if let place = places[pair] {
                pairs[place].append(database)
            } else {
                places[pair] = pairs.count
                pairs.append([database])
            }
        }
        return pairs
    }

    private static func pair(of database: RelocatedDatabase) -> String? {
        guard let source = database.source?.value, let target = database.target?.value else { return nil }
        return [source, target].map { server($0) }.joined(separator: " ")
    }

    /// Host and port.
    package static func server(_ address: StoreAddress) -> String {
        "\((address.host ?? "").lowercased()):\(address.port ?? 3306)"
    }

    /// What of a pair does not say the same for all its databases, though there is but one replication.
    package static func disagreements(_ databases: [RelocatedDatabase]) -> [String] {
        guard let first = databases.first else { return [] }
        return databases.dropFirst().flatMap { other -> [String] in
            var lines: [String] = []
            func compare(_ what: String, _ one: [String], _ another: [String]) {
                guard one != another else { return }
                lines.append(
                    "`\(first.id.value)` and `\(other.id.value)` move between the same two servers and differ in "
                        + "`\(what)`, at \(other.id.position)")
            }
            compare("replication", replication(first), replication(other))
            compare("settings", settings(first), settings(other))
            return lines
        }
    }

    private static func replication(_ database: RelocatedDatabase) -> [String] {
        guard let terms = database.replication else { return [] }
        return [terms.account.value, terms.access.value.rawValue, (terms.reverseAccess ?? terms.access).value.rawValue]
    }

    private static func settings(_ database: RelocatedDatabase) -> [String] {
        database.settings.map { "\($0.side.value) \($0.host.value) \($0.path.value)" }.sorted()
    }
}
