import Databases
import Foundation

extension PostgreSQLStore {
    public func position() async throws(CouldNotCheck) -> StorePosition? {
        let found = try await ask(
            """
            SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END
            """, about: nil, on: telling)
        guard let at = found.texts(of: 0)[0] else { return nil }
        return StorePosition(kind: "lsn", at: at, ms: Int(Date.now.timeIntervalSince1970 * 1_000))
    }

    public func load() async throws(CouldNotCheck) -> StoreLoad {
        let clock = ContinuousClock()
        let began = clock.now
        // A replica that has replayed all it received is not behind, however long ago the last change was.
        let found = try await ask(
            """
            SELECT (SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND backend_type = 'client backend' \
            AND application_name <> '\(session)'), CASE WHEN NOT pg_is_in_recovery() THEN NULL \
            WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() \
            AND EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming') THEN 0 \
            ELSE COALESCE(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), \
            \(StoreLoad.stopped)) END
            """, about: nil, on: telling)
        let took = clock.now - began
        let cells = found.texts(of: 0)
        return StoreLoad(
            running: cells[0].flatMap { Int($0) }, lag: cells[1].flatMap { Double($0) },
            answer: Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18)
    }
}
