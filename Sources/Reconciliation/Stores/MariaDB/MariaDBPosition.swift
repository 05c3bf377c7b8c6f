import Databases
import Foundation

extension MariaDBStore {
    /// The end of the binary log: `file:offset;logged identifiers;applied identifiers`.
    ///
    /// Where it has not moved, nothing was written here: every write of this server is in its log, and what a replica
    /// applies without logging it moves the list of applied identifiers. An account that may not see the log's file gets
    /// the identifiers alone; nil without a log.
    public func position() async throws(CouldNotCheck) -> StorePosition? {
        let logs = try await ask("SELECT @@log_bin", about: nil, on: telling)
        guard logs.texts(of: 0)[0] == "1" else { return nil }
        let isMariaDB = name.hasPrefix("MariaDB")
        let file = try await logFile()
        let ids: String
        if isMariaDB {
            let found = try await ask("SELECT @@gtid_binlog_pos, @@gtid_slave_pos", about: nil, on: telling)
            ids = found.texts(of: 0).map { $0 ?? "" }.joined(separator: ";")
        } else {
            let found = try await ask("SELECT @@gtid_executed", about: nil, on: telling)
            ids = (found.texts(of: 0)[0] ?? "").filter { !$0.isWhitespace } + ";"
        }
        guard file != nil || ids != ";" else { return nil }
        return StorePosition(
            kind: "gtid", at: "\(file ?? "");\(ids)", ms: Int(Date.now.timeIntervalSince1970 * 1_000))
    }

    private func logFile() async throws(CouldNotCheck) -> String? {
        do throws(DatabaseError) {
            let found = try await telling.rows("SHOW MASTER STATUS")
            guard !found.isEmpty else { return nil }
            let cells = found.texts(of: 0)
            return cells[0].flatMap { file in cells[1].map { "\(file):\($0)" } }
        } catch {
            // Only some accounts may see it.
            if case .statement = error { return nil }
            throw MariaDBTrouble.explain(error, place, about: nil)
        }
    }

    public func load() async throws(CouldNotCheck) -> StoreLoad {
        let clock = ContinuousClock()
        let began = clock.now
        let found = try await ask("SHOW GLOBAL STATUS LIKE 'Threads_running'", about: nil, on: telling)
        let took = clock.now - began
        let answer = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        let running = found.isEmpty ? nil : found.texts(of: 0)[1].flatMap { Int($0) }
        return StoreLoad(running: running.map { max($0 - 1 - own.count, 0) }, lag: try await lag(), answer: answer)
    }

    /// Of a replica, over all channels: seconds, or ``StoreLoad/stopped`` where one of its threads stands; nil where it is
    /// none or the account may not see it.
    private func lag() async throws(CouldNotCheck) -> Double? {
        let isMariaDB = name.hasPrefix("MariaDB")
        let found: [[String: String]]
        do throws(DatabaseError) {
            found = try await telling.named(isMariaDB ? "SHOW ALL SLAVES STATUS" : "SHOW REPLICA STATUS")
        } catch {
            if case .statement = error { return nil }
            throw MariaDBTrouble.explain(error, place, about: nil)
        }
        return found.map { channel in
            (channel["Seconds_Behind_Master"] ?? channel["Seconds_Behind_Source"]).flatMap { Double($0) }
                ?? StoreLoad.stopped
        }.max()
    }
}
