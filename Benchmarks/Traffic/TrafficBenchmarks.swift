import Glibc
import Traffic

/// The targets of exposure: how fast a change is acknowledged, what the edge costs, torn requests, lost log lines.
///
/// Starts what it needs on loopback, in a folder of its own, and ends it by process id.
package func trafficBenchmarks() async throws -> [BenchRow] {
    let estate = try await BenchEstate()
    let sides = try await estate.startSides()
    defer { kill(sides, SIGTERM) }
    return try await [acknowledgement(estate)] + cost(estate) + [torn(estate)] + logLoss(estate)
}

/// Runs `body` against an edge that is stopped afterwards.
private func withEdge<Value: Sendable>(
    _ configuration: HAProxyConfiguration, _ body: (HAProxyEdge, HAProxyProcess) async throws -> Value
) async throws -> Value {
    let process = try await HAProxyProcess.start(configuration)
    let edge = HAProxyEdge(configuration)
    let result: Result<Value, any Error>
    do {
        _ = try await edge.apply(BenchEstate.policy, .forward)
        try await edge.renewLease(seconds: 3600)
        result = .success(try await body(edge, process))
    } catch {
        result = .failure(error)
    }
    try await process.stop()
    return try result.get()
}

private func acknowledgement(_ estate: BenchEstate) async throws -> BenchRow {
    let reader = SequenceReader.open()
    defer { reader.close() }
    let configuration = try estate.edge("acknowledged", log: reader.port)
    return try await withEdge(configuration) { edge, _ in
        let port = configuration.topology.listeners.http.port
        let done = Signal()
        // Light load: some hundred requests a second.
        async let load: Void = onThread {
            let connection = try LoadConnection(port: port)
            var index = 0
            while !done.isRaised {
                try connection.send(Load.requests[index % Load.requests.count])
                _ = try connection.receive()
                index += 1
                usleep(3000)
            }
        }
        var ours: [Double] = []
        var bare: [Double] = []
        var disk: [Double] = []
        var policy = BenchEstate.policy
        let beside = configuration.layout.maps + "/beside.map"
        let text = String(repeating: "checkout-eu|1 2500:9500:d12:1:LPF\n", count: 10)
        for turn in 0..<600 {
            policy.units["search"]?.newBelow = 100 + turn
            let began = ContinuousClock.now
            _ = try await edge.apply(policy, turn % 2 == 0 ? .forward : .back)
            ours.append((ContinuousClock.now - began).milliseconds)
            let second = ContinuousClock.now
            try await edge.renewLease(seconds: 3600)
            bare.append((ContinuousClock.now - second).milliseconds)
            disk.append(
                try await onThread {
                    let third = ContinuousClock.now
                    try MapFile.write(text, to: beside)
                    return (ContinuousClock.now - third).milliseconds
                })
            try await Task.sleep(for: .milliseconds(2))
        }
        done.raise()
        try await load
        let median = ours.quantile()
        return BenchRow(
            area: "traffic", what: "change called to acknowledged in runtime and file, median (p95)",
            ours: "\(digits(median)) ms (\(digits(ours.quantile(0.95))))",
            beside: "a file made durable: \(digits(disk.quantile())) ms; runtime alone: \(digits(bare.quantile())) ms",
            ratio: "×\(digits(median / disk.quantile()))", target: "≤ 1 ms", met: median <= 1)
    }
}

private func cost(_ estate: BenchEstate) async throws -> [BenchRow] {
    let reader = SequenceReader.open()
    defer { reader.close() }
    let plain = try await estate.startPlain()
    defer { kill(plain, SIGTERM) }
    let silent = try estate.edge("silent", log: nil), logging = try estate.edge("logging", log: reader.port)
    return try await withEdge(silent) { _, policyProcess in
        try await withEdge(logging) { _, loggingProcess in
            let subjects = [
                (plain, estate.plainPort), (policyProcess.processID, silent.topology.listeners.http.port),
                (loggingProcess.processID, logging.topology.listeners.http.port),
            ]
            var perRequest: [[Double]] = [[], [], []]
            for round in 0..<7 {
                for (index, subject) in subjects.enumerated() {
                    let before = ProcessorTime.microseconds(of: subject.0)
                    let answers = try await Load.drive(subject.1, for: .milliseconds(1200), connections: 12)
                    let used = ProcessorTime.microseconds(of: subject.0) - before
                    // The first round warms caches and pools.
                    if round > 0 { perRequest[index].append(used / Double(max(1, answers))) }
                }
            }
            let medians = perRequest.map { $0.quantile() }
            let targets = [("policy alone", 1, 1.8), ("policy and log", 2, 2.4)]
            return targets.map { name, index, target in
                let ratio = zip(perRequest[index], perRequest[0]).map { $0 / $1 }.quantile()
                return BenchRow(
                    area: "traffic", what: "CPU of a request, \(name)", ours: "\(digits(medians[index])) µs",
                    beside: "plain HAProxy: \(digits(medians[0])) µs", ratio: "×\(digits(ratio))",
                    target: "≤ ×\(target)", met: ratio <= target)
            }
        }
    }
}

private func torn(_ estate: BenchEstate) async throws -> BenchRow {
    let configuration = try estate.edge("torn", log: nil)
    let port = configuration.topology.listeners.http.port
    return try await withEdge(configuration) { edge, _ in
        let done = Signal()
        let pair = ["/product/1", "/search"].map { Array("GET \($0) HTTP/1.1\r\nHost: eu.shop.test\r\n\r\n".utf8) }
        let (torn, asked) = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await onThread {
                        let connection = try LoadConnection(port: port)
                        var torn = 0
                        var asked = 0
                        var last = 0
                        while !done.isRaised {
                            for request in pair {
                                try connection.send(request)
                                let told = LoadConnection.value(of: "x-told: ", in: try connection.receive()) ?? ""
                                let generation = generation(told)
                                // Each generation has one side for all its units, and time never runs back.
                                let right = generation % 2 == 0 ? " n new " : " o rest "
                                if generation > 1, !told.contains(right) || generation < last { torn += 1 }
                                last = generation
                                asked += 1
                            }
                        }
                        return (torn, asked)
                    }
                }
            }
            for generation in 2...1001 {
                let side = UnitPolicy(newBelow: generation % 2 == 0 ? 10_000 : 0, decision: "d\(generation)")
                let units = ["catalog": side, "search": side]
                _ = try await edge.apply(EdgePolicy(generation: generation, units: units), .forward)
            }
            done.raise()
            return try await group.reduce(into: (0, 0)) { sum, part in
                sum.0 += part.0
                sum.1 += part.1
            }
        }
        return BenchRow(
            area: "traffic", what: "torn requests in 1,000 flips of two units", ours: "\(torn) of \(asked)",
            beside: "two `set map`: 6 % (reference)", ratio: "-", target: "0", met: torn == 0 && asked > 1000)
    }
}

/// The generation in `unit side cohort generation/decision`.
private func generation(_ told: String) -> Int {
    told.split(separator: " ").last.flatMap { Int($0.prefix { $0 != "/" }) } ?? 0
}

private func logLoss(_ estate: BenchEstate) async throws -> [BenchRow] {
    let reader = SequenceReader.open()
    defer { reader.close() }
    let configuration = try estate.edge("logged", log: reader.port)
    let port = configuration.topology.listeners.http.port
    return try await withEdge(configuration) { edge, _ in
        // Refused at the edge, so that the edge and its log are what is driven, not the shops.
        let units = configuration.topology.units.map(\.id)
        _ = try await edge.setMode(.maintenance, of: units, decision: "d0")
        var rows: [BenchRow] = []
        for pause in [0, 3] {
            let before = reader.lines
            let began = ContinuousClock.now
            async let asked = Load.drive(port, for: .seconds(pause == 0 ? 5 : 6), connections: 6, batch: 40)
            if pause > 0 {
                try await Task.sleep(for: .seconds(1))
                reader.paused.raise()
                try await Task.sleep(for: .seconds(pause))
                reader.paused.lower()
            }
            let answers = try await asked
            let rate = Double(answers) / (ContinuousClock.now - began).milliseconds * 1000
            for _ in 0..<500 where reader.lines - before < answers { try await Task.sleep(for: .milliseconds(20)) }
            let lost = max(answers - (reader.lines - before), reader.missing)
            let what = pause == 0 ? "log lines lost" : "log lines lost over a pause of \(pause) s"
            rows.append(
                BenchRow(
                    area: "traffic", what: what, ours: "\(lost) of \(answers) at \(Int(rate))/s",
                    beside: "unix datagrams: 10 to 39 % (reference)", ratio: "-", target: "0 at 30000/s",
                    met: lost == 0 && rate >= 30_000))
        }
        return rows
    }
}

extension Duration {
    fileprivate var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1_000_000_000_000_000
    }
}

/// Two digits behind the point.
private func digits(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
}
