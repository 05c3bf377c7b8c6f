public import Cutover
public import Foundation
import Gating
import Observation

/// A stage judged on a recorded edge log: what its gates would have done.
///
/// Visitors are assigned anew by their buckets; what each met is what the log says, whichever side answered it. A log
/// of one side alone therefore compares that side with itself.
public struct GateReplay: Sendable {
    /// How it ended, and why it went no further.
    public struct Result: Sendable {
        public let state: RunState
        /// ms since 1970: the log's first and last look.
        public let from: Int
        public let until: Int
        public let looks: Int
        public let lines: Int
        /// Whether the log ended before anything was decided.
        public let ranDry: Bool

        /// The stage as it stands.
        public var stage: StageState? { state.stages.first }
    }

    private let stage: SimulatedStage
    private let plan: RunPlan
    private let log: URL

    /// - Throws: `ConductingError.plan` where the plan cannot be run as it stands.
    public init(_ stage: SimulatedStage, log: URL) throws(ConductingError) {
        self.stage = stage
        self.log = log
        plan = try RunPlan(stage.plan)
    }

    /// Plays the log.
    /// - Parameter tell: called with each remark, and the log's time in ms since 1970.
    /// - Throws: what reading the log throws; `CancellationError` once the task is cancelled.
    public func run(tell: (Int, Remark) -> Void, progress: (Int) -> Void = { _ in }) async throws -> Result {
        let source = try ReplaySource(file: log, salesStep: plan.salesStep)
        let from = await source.now()
        var world = WorldlessRun(keepsRemarks: true)
        var (until, looks, lines, isBlind) = (from, 0, 0, false)
        var opened: StepWindow?
        world.tell(.began(stage.itinerary), at: from)
        while let look = await source.next() {
            try Task.checkCancellation()
            (until, looks, lines) = (look.at, looks + 1, lines + look.batch.lines)
            if let why = look.blindness {
                if !isBlind { world.tell(.blinded(why), at: look.at) }
                isBlind = true
            } else if !isBlind || look.batch.lines > 0 {
                isBlind = false
                world.tell(.evidence(look.batch), at: look.at)
            }
            for (at, remark) in world.takeRemarks() { tell(at, remark) }
            if Self.isOver(world.state) {
                return Result(state: world.state, from: from, until: until, looks: looks, lines: lines, ranDry: false)
            }
            let wanted = plan.window(for: world.state)
            if wanted != opened {
                opened = wanted
                if let wanted { await source.open(wanted) } else { await source.close() }
            }
            progress(until - from)
        }
        return Result(state: world.state, from: from, until: until, looks: looks, lines: lines, ranDry: true)
    }

    /// Decided: done, taken back, or for people to decide.
    private static func isOver(_ state: RunState) -> Bool {
        guard let stage = state.stages.first else { return true }
        return stage.phase == .done || stage.phase == .rolledBack
            || stage.verdicts.contains { $0.verdict == .regressed }
    }
}
