package import AccessLogs
package import Gating

/// Turns log lines into mature units: sessions assembled into funnels, in bounded memory.
///
/// A unit is a visitor's first session since the step opened; the cohort is the one assigned at its first request,
/// whatever served it. A unit that stays silent counts without its event once its milestone has passed, so missing
/// completions cannot look healthy. Lines of bots, testers and visitors outside the experiment are left out.
package struct SessionAssembler: ~Copyable, Sendable {
    private let window: StepWindow
    private let edge: EdgeFilter
    private let signals: [WatchedSignal]
    private var table: SessionTable
    private var queues: [StartQueue]
    private var milestones: [[Block]]
    private var segments: [[UInt32: Block]]
    private var events: [[Side]]
    private var latencies: [LatencyWatch]
    private var segmentNames = Interner(limit: 256)
    private var variantNames = Interner(limit: 64)
    private var requests = Block()
    private var visitors = Block()
    private var firstFailure: Int?
    private var oldLatency = LatencySketch()
    private var newLatency = LatencySketch()

    /// - Parameters:
    ///   - capacity: sessions kept at most.
    ///   - isReplay: a log recorded under other decisions: visitors are assigned anew, by their buckets.
    ///   - controls: durations of the old side in an earlier step, by signal.
    package init(
        _ window: StepWindow, capacity: Int = 1_000_000, isReplay: Bool = false,
        controls: [String: LatencySketch] = [:]
    ) {
        self.window = window
        edge = EdgeFilter(window, isReplay: isReplay)
        signals = window.signals.map(WatchedSignal.init)
        table = SessionTable(capacity: capacity, signals: signals.count)
        queues = signals.map { StartQueue(milestones: $0.milestones.count) }
        milestones = signals.map { Array(repeating: Block(), count: $0.milestones.count) }
        segments = signals.map { _ in [:] }
        events = signals.map { _ in [] }
        latencies = signals.map { LatencyWatch(earlier: $0.kind == .latency ? controls[$0.id] : nil) }
    }

    /// Durations of the old side by latency signal, from which a later step takes its thresholds.
    package var controls: [String: LatencySketch] {
        var known: [String: LatencySketch] = [:]
        for (signal, watch) in zip(signals, latencies) where signal.kind == .latency {
            known[signal.id] = watch.control
        }
        return known
    }

    /// Sessions held now.
    package var sessions: Int { table.count }

    /// Whether an event-driven signal met an event that no batch has carried yet.
    package private(set) var hasEvents = false

    /// Takes in one line of the edge's log.
    /// - Parameter endMs: when the response was sent, where the line's own time is not to be trusted.
    @inline(__always)
    package mutating func add(_ line: EdgeLine, _ bytes: UnsafeRawBufferPointer, endMs: Int64? = nil) {
        guard let isNew = edge.assignment(line, bytes) else { return }
        add(edge.sessionLine(line, isNew: isNew, endMs: endMs ?? line.endMs, bytes))
    }

    /// Takes in one request of a visitor in the experiment.
    @inline(__always)
    package mutating func add(_ line: SessionLine) {
        requests.count(line.isNew ? .new : .old, event: line.isFailure)
        if line.isFailure, line.isNew, firstFailure == nil { firstFailure = Int(line.endMs) }
        if let took = line.durationMs {
            if line.isNew { newLatency.add(took) } else { oldLatency.add(took) }
        }
        let ms = UInt32(clamping: max(0, line.endMs - Int64(window.openedAt)))
        let (slot, isFresh) = table.session(line.visitor)
        if isFresh {
            visitors.count(line.isNew ? .new : .old, event: false)
            let segment = segmentNames.id(line.segment)
            table.setTraits(slot, .init(isNew: line.isNew, segment: segment, variant: .max))
        }
        for s in signals.indices {
            switch signals[s].kind {
            case .completion:
                if table.started(slot, s) == SessionTable.never {
                    guard equal(line.step, signals[s].start) else { continue }
                    begin(slot, s, ms)
                    if let variant = line.variant { table.traits[slot].variant = variantNames.id(variant) }
                } else if table.met(slot, s) == SessionTable.never, line.isGood, equal(line.step, signals[s].success) {
                    table.meet(slot, s, ms)
                }
            case .errors: touch(slot, s, ms, event: line.isFailure)
            case .slow: touch(slot, s, ms, event: line.durationMs.map { $0 > signals[s].slowAbove } ?? false)
            case .reach: touch(slot, s, ms, event: line.isGood && equal(line.step, signals[s].success))
            case .latency:
                // One value a unit, of its first good answer: a failure may be quick, and is another signal's matter.
                guard line.isGood, let took = line.durationMs, table.started(slot, s) == SessionTable.never else {
                    continue
                }
                touch(slot, s, ms, event: took > signals[s].slowAbove)
                latencies[s].see(table.traits[slot].isNew ? .new : .old, took: took)
            }
        }
    }

    @inline(__always)
    private mutating func begin(_ slot: Int, _ s: Int, _ ms: UInt32) {
        table.start(slot, s, ms)
        queues[s].append(.init(slot: slot, isNew: table.traits[slot].isNew, ms: ms))
    }

    @inline(__always)
    private mutating func touch(_ slot: Int, _ s: Int, _ ms: UInt32, event: Bool) {
        if table.started(slot, s) == SessionTable.never { begin(slot, s, ms) }
        guard event, table.met(slot, s) == SessionTable.never else { return }
        table.meet(slot, s, ms)
        guard signals[s].eventDriven else { return }
        events[s].append(table.traits[slot].isNew ? .new : .old)
        hasEvents = true
    }

    /// Counts the units whose milestones have passed by `now` (ms since 1970) and hands out everything counted since the
    /// last call.
    package mutating func drain(now: Int) -> EvidenceBatch {
        let until = Int64(now) - Int64(window.openedAt)
        var batch = EvidenceBatch(decision: window.decision, exposure: window.exposure)
        for s in signals.indices {
            if until >= 0 { mature(s, until: until) }
            var evidence = SignalEvidence(milestones: milestones[s])
            for (key, block) in segments[s] {
                for name in names(key, signals[s].dimensions) { evidence.segments[name, default: Block()] += block }
            }
            evidence.events = events[s]
            if signals[s].kind == .latency { evidence.slower = latencies[s].take() }
            batch.signals[signals[s].id] = evidence
            milestones[s] = Array(repeating: Block(), count: signals[s].milestones.count)
            segments[s].removeAll(keepingCapacity: true)
            events[s].removeAll(keepingCapacity: true)
        }
        batch.requests = requests
        batch.visitors = visitors
        visitors = Block()
        batch.firstFailure = firstFailure
        firstFailure = nil
        batch.latency = LatencyComparison(old: oldLatency, new: newLatency)
        requests = Block()
        hasEvents = false
        return batch
    }

    private mutating func mature(_ s: Int, until: Int64) {
        let signal = signals[s]
        for (m, milestone) in signal.milestones.enumerated() {
            guard until >= Int64(milestone) else { continue }
            let isLast = m == signal.milestones.count - 1
            var counted = Block()
            var parts: [(UInt32, Bool, Bool)] = []
            queues[s].take(m, until: UInt32(clamping: until - Int64(milestone))) { start in
                let traits = table.traits[start.slot]
                // A session pushed out by a newer one has lost its outcome, and what it was: silent, in no segment.
                let kept = table.started(start.slot, s) == start.ms
                let met = kept ? table.met(start.slot, s) : SessionTable.never
                let event = met != SessionTable.never && met <= start.ms &+ milestone
                counted.count(start.isNew ? .new : .old, event: event)
                if isLast, kept {
                    parts.append((UInt32(traits.segment) << 16 | UInt32(traits.variant), start.isNew, event))
                }
            }
            milestones[s][m] += counted
            guard !signal.dimensions.isEmpty else { continue }
            for (key, isNew, event) in parts {
                segments[s][key, default: Block()].count(isNew ? .new : .old, event: event)
            }
        }
    }

    private func names(_ key: UInt32, _ dimensions: [String]) -> [String] {
        let segment = segmentNames.name(UInt16(key >> 16)).split(separator: ".", maxSplits: 1)
        let variant = UInt16(truncatingIfNeeded: key)
        return dimensions.compactMap { dimension in
            switch dimension {
            case "region": segment.first.flatMap { $0 == "-" ? nil : "region=\($0)" }
            case "device": segment.count > 1 ? "device=\(segment[1])" : nil
            case "variant": variant == .max ? nil : "variant=\(variantNames.name(variant))"
            default: nil
            }
        }
    }
}
