import Databases
import Foundation
import Rewriting

/// How far a live rewrite has come: rows of `sluice_rewrite.marks`, written in the same transactions as what they tell of.
///
/// Not in the database `sluice`, which is followed: a table that an unlogged rewrite made is not on the follower, and the
/// first logged row of it would end the following (1146).
struct LiveRewriteMarks: Sendable {
    let schema: String
    /// Of the maps: what other maps have done is no beginning.
    let digest: String

    struct Mark: Sendable {
        /// When the table was made.
        var made: String
        /// The key before the piece of the table that is being done; its rows are counted when it is done.
        var start: [[UInt8]]?
        /// The key of the last row that was done.
        var last: [[UInt8]]?
        var isDone: Bool
        var counts: LiveRewriteCounts
    }

    static let form = [
        "CREATE DATABASE IF NOT EXISTS sluice_rewrite CHARACTER SET utf8mb4",
        """
        CREATE TABLE IF NOT EXISTS sluice_rewrite.marks (schema_name VARCHAR(64) NOT NULL, table_name VARCHAR(64) NOT NULL, \
        maps VARCHAR(64) NOT NULL, made VARCHAR(32) NOT NULL, start_key MEDIUMTEXT, last_key MEDIUMTEXT, is_done TINYINT NOT NULL, counts MEDIUMTEXT NOT NULL, \
        PRIMARY KEY (schema_name, table_name)) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        """,
    ]

    /// Of maps, in their order: counts are by their places.
    static func digest(of map: RewriteMap) -> String {
        // FNV-1a: told apart, not kept secret.
        let text = map.entries.map { "\($0.from) \($0.to)" }.joined(separator: "\n")
        let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }

    private var ours: String {
        "schema_name = \(SQLText.text(schema)) AND maps = \(SQLText.text(digest))"
    }

    var question: String {
        "SELECT table_name, start_key, last_key, is_done, counts, made FROM sluice_rewrite.marks WHERE \(ours)"
    }

    func read(_ rows: RowBatch) -> [String: Mark] {
        var marks: [String: Mark] = [:]
        for place in rows.indices {
            let cells = rows.texts(of: place)
            guard let table = cells[0], let counts = cells[4],
                let told = try? JSONDecoder().decode(LiveRewriteCounts.self, from: Data(counts.utf8))
            else { continue }
            marks[table] = Mark(
                made: cells[5] ?? "", start: Self.key(cells[1]), last: Self.key(cells[2]), isDone: cells[3] == "1",
                counts: told)
        }
        return marks
    }

    func writing(_ table: String, _ mark: Mark) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let counts = (try? encoder.encode(mark.counts)) ?? Data()
        return """
            REPLACE INTO sluice_rewrite.marks VALUES (\(SQLText.text(schema)), \(SQLText.text(table)), \
            \(SQLText.text(digest)), \(SQLText.text(mark.made)), \(Self.text(mark.start)), \(Self.text(mark.last)), \
            \(mark.isDone ? 1 : 0), \(SQLText.text(String(decoding: counts, as: UTF8.self))))
            """
    }

    private static func key(_ text: String?) -> [[UInt8]]? {
        text.flatMap { try? JSONDecoder().decode([Data].self, from: Data($0.utf8)) }?.map { Array($0) }
    }

    private static func text(_ key: [[UInt8]]?) -> String {
        guard let key, let json = try? JSONEncoder().encode(key.map { Data($0) }) else { return "NULL" }
        return SQLText.text(String(decoding: json, as: UTF8.self))
    }

    /// Forgets what a run with other maps has left.
    var forgetOthers: String {
        "DELETE FROM sluice_rewrite.marks WHERE schema_name = \(SQLText.text(schema)) AND maps <> \(SQLText.text(digest))"
    }

    /// Forgets this run, once all is done: the next begins anew.
    var forget: String { "DELETE FROM sluice_rewrite.marks WHERE schema_name = \(SQLText.text(schema))" }
}
