/// One HAProxy as an edge: applies policies, reads them back, and tells what drifted. It knows nothing of the run.
///
/// The process may be killed and started again at any time: the next call connects anew and starts from what the new
/// process holds.
public actor HAProxyEdge {
    public nonisolated let configuration: HAProxyConfiguration
    public nonisolated let capabilities = EdgeCapabilities.haproxy

    private nonisolated let executor: EdgeExecutor
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let socket: RuntimeSocket
    /// What the process behind the present connection holds; `nil` before it was read.
    private var runtime: PolicyTable?
    private var runningProcess = 0
    /// What the file holds; `nil` before it was read.
    private var filed: PolicyTable?

    /// - Parameter patience: longest wait for the admin socket in one call.
    public init(_ configuration: HAProxyConfiguration, patience: Duration = .seconds(2)) {
        self.configuration = configuration
        executor = EdgeExecutor(label: "sluice.edge")
        socket = RuntimeSocket(path: configuration.layout.socket, patience: patience)
    }

    var map: String { configuration.layout.policyMap }

    /// Makes the edge obey a policy. Applying the policy in force does nothing but read it back.
    ///
    /// One unit that differs within the generation in force is replaced in place. Several units, or a segment more or
    /// less, change in one step: a generation is loaded and pointed at. When the policy's generation is the one in
    /// force already, the edge takes the next free one; the acknowledgement carries it.
    /// - Throws: any ``TrafficError``. After one the edge may hold either policy: read back, or apply again.
    public func apply(
        _ policy: EdgePolicy, _ direction: EdgeDirection
    ) throws(TrafficError) -> EdgeAcknowledgement {
        let began = ContinuousClock.now
        try configuration.topology.check(policy)
        return try reconnecting { () throws(TrafficError) in
            var current = try runtimeTable()
            var change = try PolicyChange(from: current, to: policy)
            if change.means == .nothingToDo {
                forget()
                current = try runtimeTable()
                change = try PolicyChange(from: current, to: policy)
            }
            let target = change.target
            if direction == .forward { try file(target) }
            try drive(from: current, to: target)
            if direction == .back { try file(target) }
            return EdgeAcknowledgement(
                policy: try target.policy(place: map), means: change.means, elapsed: ContinuousClock.now - began,
                processID: runningProcess)
        }
    }

    /// The policy the running process decides by, read from it.
    public func readBack() throws(TrafficError) -> EdgePolicy {
        try reconnecting { () throws(TrafficError) in
            runtime = nil
            return try runtimeTable().policy(place: "runtime of \(map)")
        }
    }

    /// The policy a restart would bring, read from the file.
    public func filedPolicy() throws(TrafficError) -> EdgePolicy {
        filed = nil
        return try filedTable().policy(place: map)
    }

    /// The process that answers the admin socket.
    public func processID() throws(TrafficError) -> Int {
        try reconnecting { () throws(TrafficError) in
            runtime = nil
            _ = try runtimeTable()
            return runningProcess
        }
    }

    func forget() {
        runtime = nil
        filed = nil
    }

    /// Sets one setting in the runtime; a restart takes the file's.
    func set(_ setting: PolicyTable.Setting, to value: Int) throws(TrafficError) {
        let commands: [RuntimeCommand] = [
            .set(map: map, key: setting.rawValue, value: String(value)), .get(map: map, key: setting.rawValue),
        ]
        try reconnecting { () throws(TrafficError) in
            var table = try runtimeTable()
            try expect(try socket.send(commands)[1], of: commands[1], value: String(value))
            table.settings[setting] = value
            runtime = table
        }
    }

    /// Runs `work`, and once more when it met a connection that led to a process now gone: everything here reads before
    /// it writes, so a second run begins from what the present process holds.
    func reconnecting<Value>(_ work: () throws(TrafficError) -> Value) throws(TrafficError) -> Value {
        let wasConnected = socket.isConnected
        do throws(TrafficError) {
            return try work()
        } catch {
            forget()
            guard wasConnected, case .socketUnreachable = error else { throw error }
        }
        do throws(TrafficError) {
            return try work()
        } catch {
            forget()
            throw error
        }
    }
}

extension HAProxyEdge {
    /// What the runtime holds; read once for a connection, since only this actor writes through it.
    func runtimeTable() throws(TrafficError) -> PolicyTable {
        if let runtime, socket.isConnected { return runtime }
        let info = RuntimeCommand("show info")
        let commands = [RuntimeCommand.show(map: map), info]
        let replies = try socket.send(commands)
        if replies[0].hasPrefix("Unknown map") { throw .commandRefused(command: commands[0].line, reply: replies[0]) }
        let table = PolicyTable(reading: replies[0], dropping: 1)
        guard let process = RuntimeReply.info(replies[1])["Pid"].flatMap(Int.init) else {
            throw .unexpectedReply(command: info.line, expected: "a line `Pid: N`", found: replies[1])
        }
        runningProcess = process
        runtime = table
        return table
    }

    func filedTable() throws(TrafficError) -> PolicyTable {
        if let filed { return filed }
        let table = PolicyTable(reading: try MapFile.read(map))
        filed = table
        return table
    }

    /// The file, written only when it does not hold the table already, and read back.
    func file(_ table: PolicyTable) throws(TrafficError) {
        if MapFile.exists(map), try filedTable() == table { return }
        let text = table.text
        try MapFile.write(text, to: map)
        guard try MapFile.read(map) == text else {
            throw .notAcknowledged(
                generation: table.pointer,
                drift: [.unreadable(place: .file, reason: "it does not hold what was just written")])
        }
        filed = table
    }

    /// The runtime, changed and read back in one round trip.
    func drive(from current: PolicyTable, to target: PolicyTable) throws(TrafficError) {
        let changes = PolicyChange.commands(from: current, to: target, map: map)
        let values = Dictionary(uniqueKeysWithValues: target.rows.map { ($0.key, $0.value) })
        var touched = target.rows.map(\.key).filter { key in
            current.rows.first { $0.key == key }?.value != values[key]
        }
        let readsAll = touched.count > 8
        if readsAll { touched = [] }
        touched.append(PolicyTable.pointerKey)
        let reads = touched.map { RuntimeCommand.get(map: map, key: $0) }
        let replies = try socket.send(changes + reads + (readsAll ? [.show(map: map)] : []))
        for (index, key) in touched.enumerated() {
            try expect(replies[changes.count + index], of: reads[index], value: values[key] ?? "")
        }
        if readsAll, let reply = replies.last {
            let found = PolicyTable(reading: reply, dropping: 1)
            guard found == target else {
                throw .notAcknowledged(
                    generation: target.pointer,
                    drift: EdgeDrift.between(
                        try target.policy(place: map), try found.policy(place: "runtime of \(map)"), in: .runtime))
            }
        }
        runtime = target
    }

    private func expect(_ reply: String, of command: RuntimeCommand, value: String) throws(TrafficError) {
        guard RuntimeReply.value(reply) == value else {
            throw .unexpectedReply(command: command.line, expected: "value \(value)", found: reply)
        }
    }
}
