public import Cutover
import Foundation
import Gating
public import Journaling
import Planning

/// A run played by a script: events are decided upon as in a real run, and the rows journalled, without any world.
public struct ScriptedRun: Sendable {
    public private(set) var state = RunState.blank
    public private(set) var entries: [Entry] = []
    public var now = 1_795_262_400_000
    public static let identity = JournalIdentity(run: "run-20261121", planDigest: String(repeating: "ab", count: 32))
    private var seed: UInt64 = 42

    public init() {}

    /// One event; its intents follow it, as the conductor writes them.
    public mutating func event(_ event: Event) {
        let decision = decide(state, event, at: now)
        state = decision.state
        entries.append(Entry(at: now, kind: .event, body: Self.text(event)))
        for effect in decision.effects { entries.append(Entry(at: now, kind: .intent, body: Self.text(effect))) }
    }

    /// Performs what is due: the edge acknowledges, orders match.
    public mutating func settle(lost: Int = 0) {
        while let effect = state.intents.first {
            now += 4
            let result: Outcome.Result =
                switch effect.action {
                case .expose(let exposure, _): .exposed(took: 3.25, generation: exposure.generation)
                case .compareOrders: .compared(compared(lost: lost))
                case .askApproval: .asked
                case .tell(let notice): told(notice)
                case .carryOut: .carriedOut("nothing is moved here")
                }
            event(.outcome(Outcome(effect: effect.id, result: result)))
        }
    }

    /// Whoever is reached through `pager` is not; the others are.
    private func told(_ notice: Notice) -> Outcome.Result {
        switch notice.receiver {
        case .channel("pager", let audience):
            .told(
                "\(audience) (pager) not told (\(notice.occasion.rawValue)): the answer was 410; it has no such address"
            )
        case .channel(let channel, let audience):
            .told("\(audience) (\(channel)) told (\(notice.occasion.rawValue)): 250 queued")
        case .person(let person): .told("\(person) told (\(notice.occasion.rawValue)): 250 queued")
        }
    }

    private func compared(lost: Int) -> ExactResult {
        let count = (now - state.beganAt) / 40
        let tail = lost > 0 ? " (first: N-1000007 is in no shop)" : ""
        return ExactResult(
            compared: count, mismatches: lost,
            detail: "\(count) orders acknowledged, \(lost) lost, 0 duplicated\(tail)",
            figures: [
                "lost": lost, "duplicated": 0, "unauthorised": 0, "found on old": count - lost, "found on new": 0,
            ])
    }

    /// A second of shoppers, 200 a second.
    /// - Parameter newRate: the share of good payments on the new side; where a signal has segments, of those in `EU`,
    ///   while those in `US` are well.
    public mutating func look(newRate: Double = 0.97) {
        now += 1000
        guard let index = state.current, case .exposing = state.stages[index].phase else {
            event(.evidence(EvidenceBatch(decision: "-", lines: 1200)))
            return
        }
        let plan = state.itinerary.stages[index]
        let unit = state.exposure.units[plan.unit] ?? UnitExposure()
        let share = Double(unit.newBelow) / 10_000
        var batch = EvidenceBatch(
            decision: "\(state.exposure.generation)/\(unit.decision)", lines: 1200,
            exposure: share / (share + 0.05))
        for spec in plan.signals where spec.kind != .exact {
            let bad = spec.direction == .rise
            var block = Block()
            var segments: [String: Block] = [:]
            for visitor in 0..<60 {
                let isNew = draw() < share
                let isSegmented = !spec.segments.isEmpty
                let isWell = isSegmented && visitor % 2 == 1
                let good = draw() < (isNew && !isWell ? newRate : 0.97)
                let event = bad ? !good && draw() < 0.1 : good
                block.count(isNew ? .new : .old, event: event)
                guard isSegmented else { continue }
                segments[isWell ? "region=US" : "region=EU", default: Block()].count(isNew ? .new : .old, event: event)
            }
            batch.signals[spec.id] = SignalEvidence(milestones: spec.milestones.map { _ in block }, segments: segments)
        }
        let new = Int(1000 * share)
        batch.requests = Block(
            oldUnits: 1000 - new, oldEvents: 2, newUnits: new, newEvents: Int(Double(new) * (1 - newRate) * 0.3))
        if batch.requests.newEvents > 0 { batch.firstFailure = now - 900 }
        batch.sales = Block(oldUnits: 35 - Int(35 * share), newUnits: Int(35 * share))
        event(.evidence(batch))
    }

    /// The queue of orders to be tried again is read.
    public mutating func read(waiting: Int) {
        event(
            .read(
                signal: "retry-queue",
                SignalEvidence(
                    exact: ExactResult(
                        compared: 1, mismatches: waiting > 50 ? 1 : 0,
                        detail: "\(waiting) orders wait to be tried again, at most 50",
                        figures: ["waiting": waiting]))))
    }

    private mutating func draw() -> Double {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(seed >> 33) / Double(UInt64(1) << 31)
    }

    /// The rows in a new journal.
    @discardableResult
    public func write(to path: String, from start: Int = 0) async throws -> Journal {
        let journal = try Journal.write(path: path, identity: Self.identity)
        try await journal.append(Array(entries.dropFirst(start)))
        return journal
    }

    private static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: (try? encoder.encode(value)) ?? Data(), as: UTF8.self)
    }
}
