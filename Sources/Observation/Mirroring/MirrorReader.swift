import Foundation
import Gating

/// Makes the reads that wait in a queue again, on both sides at once, and compares the answers.
///
/// Cookies are never sent. Where the answers differ the old side is asked once more, and what differs between its own
/// two answers (a random recommendation, a price that changed that moment) is not counted.
public actor MirrorReader: SignalReader {
    public nonisolated let signal: String
    public nonisolated let every: Duration
    private let queue: MirrorQueue
    private let endpoints: SideEndpoints
    private let comparison: MirrorComparison
    private let mark: ProbeMark
    private let budget: Int
    private let limits: ProbeLimits
    private let freshness: Duration
    private var lastCompared = ContinuousClock.now
    /// Everything since the reader was made or told to begin again.
    public private(set) var summary = MirrorSummary()

    /// - Parameters:
    ///   - freshness: after so long without a read to compare, the signal could not be checked.
    ///   - budget: reads made again in one reading, at most.
    public init(
        signal: String, every: Duration, freshness: Duration, queue: MirrorQueue, endpoints: SideEndpoints,
        comparison: MirrorComparison = MirrorComparison(), mark: ProbeMark = ProbeMark(), budget: Int = 200,
        limits: ProbeLimits = ProbeLimits()
    ) {
        self.signal = signal
        self.every = every
        self.freshness = freshness
        self.queue = queue
        self.endpoints = endpoints
        self.comparison = comparison
        self.mark = mark
        self.budget = budget
        self.limits = limits
    }

    /// Forgets the summary: another step opened.
    public func begin() async {
        summary = MirrorSummary()
        lastCompared = .now
    }

    /// Compares what waits, within the budget and the time, and adds it to the summary.
    ///
    /// - Returns: what this comparison alone came to.
    public func compare() async -> MirrorSummary {
        let end = ContinuousClock.now + limits.total
        let reads = queue.take(budget)
        var found = MirrorSummary()
        await withTaskGroup(of: (ObservedRead, Compared).self) { group in
            var next = reads.makeIterator()
            func begin() {
                guard let read = next.next() else { return }
                group.addTask { [self] in (read, await compare(read, until: end)) }
            }
            for _ in 0..<limits.parallel { begin() }
            while let (read, compared) = await group.next() {
                switch compared {
                case .differences(let differences, let unsteady):
                    found.count(read, differences)
                    for subject in unsteady { found.unsteady[subject, default: 0] += 1 }
                case .not(let why): found.uncompared[why, default: 0] += 1
                }
                begin()
            }
        }
        summary.merge(found)
        if found.compared > 0 { lastCompared = .now }
        return found
    }

    /// Compares what waits.
    ///
    /// - Returns: as a rate, one block with the reads compared and differing as the new side's units and events; and as
    ///   an exact result. Without a read to compare there is neither, and, once the freshness has passed, a result that
    ///   could not be checked.
    public func read() async -> SignalReading {
        let begun = wallClock()
        let found = await compare()
        guard found.compared > 0 else { return nothing(found, at: begun) }
        let block = Block(newUnits: found.compared, newEvents: found.differing)
        return SignalReading(
            at: begun, evidence: SignalEvidence(milestones: [block], exact: found.result), shown: found.lines)
    }

    private func nothing(_ found: MirrorSummary, at begun: Int) -> SignalReading {
        let silence = ContinuousClock.now - lastCompared
        let since = "no read compared for \(ShownText.span(silence.milliseconds))"
        guard silence > freshness else {
            return SignalReading(at: begun, evidence: SignalEvidence(), shown: found.lines + [since])
        }
        let reason = found.uncompared.max { $0.value < $1.value }?.key ?? "none waits; does the edge's log arrive?"
        let detail = "\(since), at most \(ShownText.span(freshness.milliseconds)): \(reason)"
        let result = ExactResult(
            compared: 0, mismatches: 0, detail: detail, couldCheck: false, figures: found.result.figures)
        return SignalReading(at: begun, evidence: SignalEvidence(exact: result), shown: found.lines + [detail])
    }

    private enum Compared: Sendable {
        case differences([MirrorDifference], unsteady: [String])
        case not(String)
    }

    private nonisolated func compare(_ read: ObservedRead, until end: ContinuousClock.Instant) async -> Compared {
        async let first = ask(read, .old, until: end)
        async let second = ask(read, .new, until: end)
        let old: SideAnswer
        switch await first {
        case .success(let answer): old = answer
        case .failure(.calledOff): return .not("time was up")
        case .failure(let failure): return .not("the old side \(failure)")
        }
        if old.status >= 500 { return .not("the old side answered \(old.status)") }
        let differences: [MirrorDifference]
        switch await second {
        case .success(let new): differences = comparison.differences(old: old, new: new, host: read.host)
        case .failure(.calledOff): return .not("time was up")
        case .failure(let failure) where failure.isOfTheAnswer: return .not("the new side \(failure)")
        case .failure(let failure):
            differences = [MirrorDifference(.noAnswer("\(failure)"), old: "status \(old.status)", new: "nothing")]
        }
        return differences.isEmpty ? .differences([], unsteady: []) : await steady(differences, old, read, until: end)
    }

    /// Takes out what the old side does not repeat.
    private nonisolated func steady(
        _ differences: [MirrorDifference], _ old: SideAnswer, _ read: ObservedRead, until end: ContinuousClock.Instant
    ) async -> Compared {
        // An old side that does not answer twice has said nothing against itself.
        guard case .success(let again) = await ask(read, .old, until: end) else {
            return .differences(differences, unsteady: [])
        }
        let own = Set(
            comparison.differences(old: old, new: again, host: read.host, from: .old).map(\.cause.subject))
        return .differences(
            differences.filter { !own.contains($0.cause.subject) },
            unsteady: Set(differences.map(\.cause.subject)).intersection(own).sorted())
    }

    private nonisolated func ask(
        _ read: ObservedRead, _ side: Side, until end: ContinuousClock.Instant
    ) async -> Result<SideAnswer, SideFailure> {
        let left = end - ContinuousClock.now
        let request = SideRequest(
            method: read.method, path: read.path, host: read.host,
            headers: [
                ProbeField("user-agent", read.agent ?? ProbeMark.agent), ProbeField("accept", "text/html,*/*;q=0.8"),
            ] + mark.headers("mirror"))
        let answer = await request.send(to: endpoints[side], within: min(left, limits.step), size: limits.body)
        // A read cut short by the end of the reading says nothing about a side.
        if case .failure(.timeUp) = answer, left < limits.step { return .failure(.calledOff) }
        return answer
    }
}

extension SideFailure {
    /// Whether the side did answer, and what it said cannot be compared.
    fileprivate var isOfTheAnswer: Bool {
        switch self {
        case .tooLarge, .encoded: true
        case .timeUp, .unreachable, .calledOff: false
        }
    }
}
