extension Following {
    /// Whether the replica follows anybody, whoever it is.
    public func isReplica() async throws(RelocationError) -> Bool {
        try await !replica.server.named("SHOW ALL SLAVES STATUS").isEmpty
    }

    /// How the replica does now.
    public func state() async throws(RelocationError) -> FollowingState {
        let channels = try await replica.server.named("SHOW ALL SLAVES STATUS")
        guard !channels.isEmpty else { return .none }
        let applied = try await replica.server.appliedPosition()
        var position: GTIDPosition?
        var age: Double?
        do throws(RelocationError) {
            position = try await source.server.logPosition()
            age = try await heartbeatAge()
        } catch {
            guard error.isPassing else { throw error }
        }
        return FollowingState.read(
            channels, place: source.way.place, source: position, applied: applied, heartbeat: age)
    }

    /// Writes the heartbeat row on the source; once a second while following.
    public func beat() async throws(RelocationError) {
        try await source.server.execute("REPLACE INTO \(beats) VALUES (@@server_id, NOW(6), '')")
    }

    /// Writes it again and again until the task is cancelled; a source that does not answer for a while is waited for.
    public func keepBeating(every interval: Duration = .seconds(1)) async {
        while !Task.isCancelled {
            try? await beat()
            try? await Task.sleep(for: interval)
        }
    }

    /// Seconds by the source's clock since the heartbeat that has arrived; nil where none is written.
    private func heartbeatAge() async throws(RelocationError) -> Double? {
        let now = try await source.server.rows(
            "SELECT NOW(6), @@server_id, at FROM (SELECT 1) one LEFT JOIN \(beats) ON server = @@server_id")
        // The source's own row is as old as its writer lets it become, which is no lag.
        guard let row = now.first, let clock = row[0], let id = row[1], let written = row[2] else { return nil }
        let arrived = try await replica.server.rows(
            "SELECT at = '\(written)', TIMESTAMPDIFF(MICROSECOND, at, '\(clock)') / 1e6 FROM \(beats) WHERE server = "
                + "\(id)"
        )
        guard let found = arrived.first else { return nil }
        return found[0] == "1" ? 0 : found[1].flatMap { Double($0) }
    }

    /// Waits until the replica has applied a position.
    ///
    /// - Throws: ``RelocationError/replicaBroken(server:why:mend:)`` as soon as a thread stands,
    ///   ``RelocationError/notSettled(server:why:mend:)`` after the limit.
    public func wait(for position: GTIDPosition, limit: Duration) async throws(RelocationError) {
        let end = ContinuousClock.now + limit
        while true {
            let seconds = max(min((end - ContinuousClock.now) / .seconds(1), 0.5), 0)
            // A fraction of a second is waited for too.
            let waited = try await replica.server.value("SELECT MASTER_GTID_WAIT('\(position)', \(seconds))")
            if waited == "0" { return }
            let state = try await state()
            switch state {
            case .following: break
            default: throw Self.trouble(state, replica.name)
            }
            if ContinuousClock.now > end {
                throw .notSettled(
                    server: replica.name, why: "it \(state)", mend: "wait for the lag to shrink, then run it again")
            }
        }
    }

    /// Writes a row on the source, sees it arrive on the replica, removes it, and sees it go.
    ///
    /// - Returns: how long both took.
    public func roundTrip(limit: Duration = .seconds(10)) async throws(RelocationError) -> Duration {
        let began = ContinuousClock.now
        let id = UInt32.random(in: 1 << 31 ... .max)
        let word = String(UInt64.random(in: .min ... .max), radix: 36)
        try await source.server.execute("INSERT INTO \(beats) VALUES (\(id), NOW(6), '\(word)')")
        try await wait(for: try await source.server.logPosition(), limit: limit)
        let question = "SELECT word FROM \(beats) WHERE server = \(id)"
        let arrived = try await replica.server.value(question)
        try await source.server.execute("DELETE FROM \(beats) WHERE server = \(id)")
        try await wait(for: try await source.server.logPosition(), limit: limit)
        let left = try await replica.server.value(question)
        guard arrived == word, left == nil else {
            throw .replicaBroken(
                server: replica.name,
                why: "a row written on \(source.name) \(arrived == nil ? "did not arrive" : "did not go again")",
                mend: "look at its filters: the database sluice must be followed")
        }
        return ContinuousClock.now - began
    }
}
