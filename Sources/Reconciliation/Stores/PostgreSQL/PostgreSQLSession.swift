/// What a session of the comparison begins with.
enum PostgreSQLSession {
    /// - Parameters:
    ///   - name: what the server's lists of sessions show.
    ///   - statementLimit: seconds that a statement may run; 0 is any time, for streams whose reader sets the pace.
    static func statements(name: String, statementLimit: Int) -> [String] {
        [
            // Nothing of the server's own settings may change how values are written, and one statement is to take one
            // processor and not all.
            """
            SET application_name = '\(name)'; SET standard_conforming_strings = on; SET client_encoding = 'UTF8'; \
            SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; \
            SET extra_float_digits = 3; SET bytea_output = 'hex'; SET lock_timeout = '10s'; \
            SET statement_timeout = '\(statementLimit)s'; SET idle_in_transaction_session_timeout = '60s'; \
            SET max_parallel_workers_per_gather = 0; \
            SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on
            """
        ]
    }
}
