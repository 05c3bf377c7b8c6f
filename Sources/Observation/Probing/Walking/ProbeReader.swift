import Foundation
import Gating

/// Walks the cases of a table on both sides at once and compares what they say.
///
/// ```swift
/// let reader = try ProbeReader(
///     signal: "prices-agree", every: .seconds(60), table: table,
///     endpoints: SideEndpoints(old: "http://10.0.0.1:80", new: "http://10.0.0.2:80"))
/// let run = await reader.run()
/// print(run.lines.joined(separator: "\n"))
/// ```
public struct ProbeReader: SignalReader {
    public let signal: String
    public let every: Duration
    public let table: ProbeTable
    private let endpoints: SideEndpoints
    private let mark: ProbeMark
    private let limits: ProbeLimits

    /// - Throws: the first problem of the table.
    public init(
        signal: String, every: Duration, table: ProbeTable, endpoints: SideEndpoints, mark: ProbeMark = ProbeMark(),
        limits: ProbeLimits = ProbeLimits()
    ) throws(ProbingError) {
        if let problem = table.problems.first { throw problem }
        self.signal = signal
        self.every = every
        self.table = table
        self.endpoints = endpoints
        self.mark = mark
        self.limits = limits
    }

    /// Walks every case once, a few at a time. Ends early, with the rest as not run, where the time is up or the task
    /// is cancelled.
    public func run() async -> ProbeRun {
        let begun = wallClock()
        let end = ContinuousClock.now + limits.total
        var outcomes = table.cases.map { ProbeOutcome(case: $0.id, ending: .notRun("not begun")) }
        await withTaskGroup(of: (Int, ProbeOutcome).self) { group in
            var next = 0
            func begin() {
                guard next < table.cases.count else { return }
                let place = next
                next += 1
                guard let walk = walk(table.cases[place]) else { return }
                group.addTask { (place, await walk.run(until: end)) }
            }
            for _ in 0..<limits.parallel { begin() }
            while let (place, outcome) = await group.next() {
                outcomes[place] = outcome
                begin()
            }
        }
        return ProbeRun(at: begun, outcomes: outcomes, exceptions: table.exceptions)
    }

    /// Walks every case once; good only where all of them agree.
    public func read() async -> SignalReading {
        let run = await run()
        return SignalReading(at: run.at, evidence: SignalEvidence(exact: run.result), shown: run.lines)
    }

    private func walk(_ probe: ProbeCase) -> ProbeWalk? {
        guard let journey = table.journey(of: probe) else { return nil }
        return ProbeWalk(
            probe: probe, journey: journey, compared: table.compared(in: journey), exceptions: table.exceptions,
            endpoints: endpoints, mark: mark, limits: limits)
    }
}
