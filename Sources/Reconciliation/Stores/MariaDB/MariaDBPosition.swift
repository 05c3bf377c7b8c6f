import Databases
import Foundation

extension MariaDBStore {
    public func position() async throws(CouldNotCheck) -> StorePosition? {
        let logs = try await ask("SELECT @@log_bin", about: nil, on: telling)
        guard logs.texts(of: 0)[0] == "1" else { return nil }
        let master = try await ask("SHOW MASTER STATUS", about: nil, on: telling)
        guard !master.isEmpty else { return nil }
        let cells = master.texts(of: 0)
        guard let file = cells[0], let offset = cells[1] else { return nil }
        let ids: String
        if name.hasPrefix("MariaDB") {
            // What a replica applied without logging it itself moves only the last of these.
            let found = try await ask("SELECT @@gtid_binlog_pos, @@gtid_slave_pos", about: nil, on: telling)
            ids = found.texts(of: 0).map { $0 ?? "" }.joined(separator: ";")
        } else {
            ids = ((cells.last ?? nil) ?? "").filter { !$0.isWhitespace } + ";"
        }
        return StorePosition(
            kind: "gtid", at: "\(file):\(offset);\(ids)", ms: Int(Date.now.timeIntervalSince1970 * 1_000))
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
