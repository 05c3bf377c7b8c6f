import GRDB

/// Opens an SQLite file the way all processes of the estate use it.
enum SharedDatabase {
    /// A pool in WAL mode. `synchronous` is NORMAL: a commit is in the system's page cache, which outlives SIGKILL of
    /// the process; only a power cut could lose the last commits, and a rehearsal does not outlive that either.
    static func open(_ path: String, schema: [String]) throws(SampleEstateError) -> DatabasePool {
        var configuration = Configuration()
        configuration.maximumReaderCount = 2
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000")
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.write { database in
                for statement in schema {
                    try database.execute(sql: statement)
                }
            }
            return pool
        } catch {
            throw .fileUnusable(path: path, reason: "\(error)")
        }
    }
}
