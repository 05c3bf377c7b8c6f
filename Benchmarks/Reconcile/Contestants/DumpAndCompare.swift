import DatabaseRig
import Foundation

/// Both tables written out by the engine's own client, sorted and compared line by line: exact, and simple.
enum DumpAndCompare {
    static func contestant(_ servers: ComparedServers) -> Contestant {
        Contestant(name: "dump, sort, compare", pairing: .same) {
            try await onThread {
                func dump(_ server: MariaDBServer, _ file: String) -> String {
                    "mariadb --no-defaults --quick --batch --skip-column-names --default-character-set=utf8mb4 "
                        + "-h 127.0.0.1 -P \(server.port) -u \(server.user) shop -e 'SELECT * FROM orders' "
                        + "| LC_ALL=C sort -S 64M -T . > \(file)"
                }
                // The first tab that `comm` puts before lines of the second file is no cell.
                let script = """
                    cd '\(servers.folder.path)' && { \(dump(servers.old, "old")) & \(dump(servers.new, "new")) & wait; }
                    LC_ALL=C comm -3 old new | sed 's/^\\t//' | cut -f 1 | sort -u; rm -f old new
                    """
                let run = try ChildRun.run(
                    ["bash", "-o", "pipefail", "-c", script], environment: ["MYSQL_PWD": servers.old.password],
                    in: servers.folder)
                defer { run.remove() }
                guard run.status == 0 else { return Contestant.Answer(.failed(run.lastWords), run) }
                var keys: Set<Int> = []
                try run.lines { line in
                    if let key = Int(line) { keys.insert(key) }
                }
                var answer = Contestant.Answer(.keys(keys), run)
                // Six programs: the shell's own memory says nothing of theirs.
                answer.resident = nil
                return answer
            }
        }
    }
}
