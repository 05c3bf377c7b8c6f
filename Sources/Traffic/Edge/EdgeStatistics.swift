/// What the running edge counts.
public struct EdgeStatistics: Sendable, Hashable {
    /// One server behind the edge.
    public struct Server: Sendable, Hashable {
        public var side: EdgeTopology.Side
        public var name: String
        /// The checks hold it to be alive.
        public var isUp: Bool
        /// HAProxy's own word: `UP`, `DOWN`, `MAINT`, ...
        public var status: String
        public var requests: Int
        /// At work on it now, or waiting for it.
        public var active: Int
    }

    public var processID: Int
    public var version: String
    public var uptimeSeconds: Int
    public var currentConnections: Int
    public var requests: Int
    public var servers: [Server]

    /// Requests at work on a side now, or waiting for it.
    public func active(on side: EdgeTopology.Side) -> Int {
        servers.reduce(0) { $0 + ($1.side == side ? $1.active : 0) }
    }

    /// A side has at least one live server.
    public func isUp(_ side: EdgeTopology.Side) -> Bool { servers.contains { $0.side == side && $0.isUp } }

    init(info reply: String, table: String) throws(TrafficError) {
        let info = RuntimeReply.info(reply)
        guard let process = info["Pid"].flatMap(Int.init) else {
            throw .unexpectedReply(command: "show info", expected: "a line `Pid: N`", found: reply)
        }
        processID = process
        version = info["Version"] ?? "unknown"
        uptimeSeconds = info["Uptime_sec"].flatMap(Int.init) ?? 0
        currentConnections = info["CurrConns"].flatMap(Int.init) ?? 0
        requests = info["CumReq"].flatMap(Int.init) ?? 0
        servers = RuntimeReply.table(table).compactMap { row in
            let side: EdgeTopology.Side? =
                switch row["pxname"] {
                case "be_old": .old
                case "be_new": .new
                default: nil
                }
            guard let side, let name = row["svname"], name != "BACKEND", let status = row["status"] else { return nil }
            return Server(
                side: side, name: name, isUp: status.hasPrefix("UP") || status == "no check", status: status,
                requests: row["req_tot"].flatMap(Int.init) ?? row["stot"].flatMap(Int.init) ?? 0,
                active: (row["scur"].flatMap(Int.init) ?? 0) + (row["qcur"].flatMap(Int.init) ?? 0))
        }
    }
}

extension HAProxyEdge {
    /// - Throws: ``TrafficError`` when the process does not answer.
    public func statistics() throws(TrafficError) -> EdgeStatistics {
        try reconnecting { () throws(TrafficError) in
            let replies = try socket.send([RuntimeCommand("show info"), RuntimeCommand("show stat")])
            return try EdgeStatistics(info: replies[0], table: replies[1])
        }
    }

    /// Ends every connection to a side's servers, the long-lived ones that no next request would move.
    public func drainConnections(of side: EdgeTopology.Side) throws(TrafficError) {
        let servers = side == .old ? configuration.topology.old : configuration.topology.new
        let letter = side == .old ? "o" : "n"
        let commands = servers.indices.map {
            RuntimeCommand("shutdown sessions server be_\(side.rawValue)/\(letter)\($0 + 1)")
        }
        try reconnecting { () throws(TrafficError) in _ = try socket.send(commands) }
    }
}
