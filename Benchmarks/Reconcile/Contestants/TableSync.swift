import DatabaseRig
import Foundation

/// pt-table-sync of Percona Toolkit, which prints the statements that would make the new side equal.
enum TableSync {
    static func contestant(_ servers: ComparedServers) -> Contestant {
        Contestant(name: "pt-table-sync", pairing: .same) {
            try await onThread {
                func side(_ server: MariaDBServer) -> String {
                    "h=127.0.0.1,P=\(server.port),u=\(server.user),p=\(server.password),D=shop,t=\(OrderTable.name)"
                }
                // The servers are no replicas of each other, and triggers matter to those who run the statements.
                let run = try ChildRun.run(
                    [
                        "pt-table-sync", "--print", "--charset=utf8", "--no-check-slave", "--no-check-triggers",
                        side(servers.old), side(servers.new),
                    ], in: servers.folder)
                defer { run.remove() }
                // 2: it printed changes.
                guard run.status == 0 || run.status == 2 else {
                    return Contestant.Answer(.failed("status \(run.status), \(run.lastWords)"), run)
                }
                var keys: Set<Int> = []
                try run.lines { line in
                    if let key = key(in: line) { keys.insert(key) }
                }
                return Contestant.Answer(.keys(keys), run)
            }
        }
    }

    /// UPDATE … WHERE `id`='7' LIMIT 1; DELETE likewise; INSERT and REPLACE have the key as their first value.
    private static func key(in line: Substring) -> Int? {
        let mark = line.hasPrefix("UPDATE") || line.hasPrefix("DELETE") ? "WHERE `id`='" : "VALUES ('"
        guard let found = line.range(of: mark, options: mark.hasPrefix("W") ? .backwards : []) else { return nil }
        return Int(line[found.upperBound...].prefix { $0.isNumber })
    }
}
