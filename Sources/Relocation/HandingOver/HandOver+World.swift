extension HandOver {
    /// What both servers say now.
    public func look(_ state: HandOverState) async throws(RelocationError) -> HandOverWorld {
        // Both at once: each question is one way to a server and back, inside the pause.
        async let one = lookAtSource(state)
        async let other = lookAtTarget(state)
        do {
            let (source, target) = (try await one, try await other)
            return HandOverWorld(
                isSourceReadOnly: source.isReadOnly, sourceOpenings: source.openings,
                isSourceFollowing: source.isFollowing,
                isTargetReadOnly: target.isReadOnly, isTargetReplica: target.isReplica, targetApplied: target.applied,
                targetEventsOff: target.eventsOff, targetCountersBehind: target.behind)
        } catch let error as RelocationError { throw error } catch { throw .cancelled }
    }

    private struct SourceView: Sendable {
        var isReadOnly = false
        var openings: [String] = []
        var isFollowing = false
    }

    private struct TargetView: Sendable {
        var isReadOnly = false
        var isReplica = false
        var applied = GTIDPosition()
        var eventsOff: [String] = []
        var behind: [String] = []
    }

    private func lookAtSource(_ state: HandOverState) async throws(RelocationError) -> SourceView {
        var view = SourceView()
        view.isReadOnly = try await fence.isReadOnly()
        if let record = state.fence, !state.hasMoved { view.openings = try await fence.openings(of: record) }
        if state.hasMoved {
            let channels = try await source.server.named("SHOW ALL SLAVES STATUS")
            view.isFollowing = channels.contains {
                "\($0["Master_Host"] ?? ""):\($0["Master_Port"] ?? "")" == target.way.place
                    && $0["Slave_IO_Running"] == "Yes" && $0["Slave_SQL_Running"] == "Yes"
            }
        }
        return view
    }

    private func lookAtTarget(_ state: HandOverState) async throws(RelocationError) -> TargetView {
        let server = target.server
        var view = TargetView()
        view.isReadOnly = try await server.value("SELECT @@GLOBAL.read_only") == "1"
        if state.hasMoved { return view }
        view.isReplica = try await !server.named("SHOW ALL SLAVES STATUS").isEmpty
        view.applied = try await server.appliedPosition()
        view.eventsOff = try await eventsOff(state.events).map(\.name)
        for schema in schemas {
            guard let counters = state.counters[schema.source] else { continue }
            let rows = try await server.rows(
                """
                SELECT TABLE_NAME, AUTO_INCREMENT FROM information_schema.TABLES \
                WHERE TABLE_SCHEMA = \(SQLText.text(schema.replica)) AND TABLE_NAME IN \
                (\(SQLText.texts(counters.keys.sorted())))
                """)
            view.behind += rows.filter { row in
                (row[1].flatMap { UInt64($0) } ?? 0) < counters[row[0] ?? ""] ?? 0
            }.compactMap { $0[0] }
        }
        return view
    }

    /// Which of these are not switched on at the side that takes over, with the definers they have there.
    func eventsOff(_ events: [FencedEvent]) async throws(RelocationError) -> [FencedEvent] {
        if events.isEmpty { return [] }
        let rows = try await target.server.rows(
            """
            SELECT EVENT_NAME, DEFINER, EVENT_SCHEMA FROM information_schema.EVENTS \
            WHERE EVENT_SCHEMA IN (\(SQLText.texts(schemas.map(\.replica)))) AND STATUS <> 'ENABLED'
            """)
        return rows.map(FencedEvent.init).filter { found in
            let name = schemas.first { $0.replica == found.schema }?.source
            return events.contains { $0.name == found.name && $0.schema == name }
        }
    }

    /// Gives up before authority has moved: the side that would have handed over is opened as it was.
    ///
    /// - Throws: ``RelocationError/obstacles(step:lines:)`` once authority has moved; then the way back is the way.
    public func abandon(_ state: HandOverState) async throws(RelocationError) -> HandOverState {
        guard !state.hasMoved else {
            throw .obstacles(
                step: "giving up the hand over",
                lines: ["authority has moved to \(target.name), which may have been written since; go the way back"])
        }
        // What the other side was made ready with is taken back first: no event may run there.
        for event in try await fenceThere.events("ENABLED") {
            try await target.server.switchEvent(event, to: "DISABLE ON SLAVE")
        }
        if try await target.server.named("SHOW ALL SLAVES STATUS").isEmpty {
            try await following.begin(at: try await target.server.appliedPosition())
        }
        var open = state
        if let record = state.fence {
            if !record.wasReadOnly {
                try await fence.setReadOnly(ServerPart(isReadOnly: false, domain: source.domain))
            }
            try await fence.release(record)
        }
        open = HandOverState(events: state.events, admitted: state.admitted)
        try await save(open)
        return open
    }
}
