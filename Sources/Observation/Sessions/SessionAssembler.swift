package import AccessLogs
package import Gating

/// Turns log lines into mature units: sessions assembled into funnels, in bounded memory.
///
/// A unit is a visitor's first session since the step opened; the cohort is the one assigned at its first request,
/// whatever served it. A unit that stays silent counts without its event once its milestone has passed, so missing
/// completions cannot look healthy. Lines of bots, testers and visitors outside the experiment are left out.
package struct SessionAssembler: ~Copyable, Sendable {
    private let window: StepWindow
    private let isReplay: Bool
    private let decision: [UInt8]
    private let unit: [UInt8]
    private let signals: [Watched]
    private var table: SessionTable
    private var queues: [StartQueue]
    private var milestones: [[Block]]
    private var segments: [[UInt32: Block]]
    private var events: [[Side]]
    private var segmentNames = Interner(limit: 256)
    private var variantNames = Interner(limit: 64)
    private var requests = Block()
    private var firstFailure: Int?
    private var oldLatency = LatencySketch()
    private var newLatency = LatencySketch()

    private struct Watched {
        let id: String
        let start: [UInt8]
        let success: [UInt8]
        let slowAbove: Int
        let kind: Kind
        let milestones: [UInt32]
        let dimensions: [String]
        let eventDriven: Bool

        enum Kind { case completion, errors, slow }

        init(_ signal: ObservedSignal) {
            id = signal.id
            milestones = signal.milestones.map { UInt32(clamping: $0) }
            dimensions = signal.dimensions
            eventDriven = signal.eventDriven
            switch signal.rule {
            case .completion(let start, let success):
                (kind, self.start, self.success, slowAbove) = (.completion, Array(start.utf8), Array(success.utf8), 0)
            case .errors: (kind, start, success, slowAbove) = (.errors, [], [], 0)
            case .slow(let above): (kind, start, success, slowAbove) = (.slow, [], [], above)
            }
        }
    }

    /// - Parameters:
    ///   - capacity: sessions kept at most.
    ///   - isReplay: a log recorded under other decisions: visitors are assigned anew, by their buckets.
    package init(_ window: StepWindow, capacity: Int = 1_000_000, isReplay: Bool = false) {
        self.window = window
        self.isReplay = isReplay
        decision = Array(window.decision.utf8)
        unit = Array(window.unit.utf8)
        signals = window.signals.map(Watched.init)
        table = SessionTable(capacity: capacity, signals: signals.count)
        queues = signals.map { StartQueue(milestones: $0.milestones.count) }
        milestones = signals.map { Array(repeating: Block(), count: $0.milestones.count) }
        segments = signals.map { _ in [:] }
        events = signals.map { _ in [] }
    }

    /// Sessions held now.
    package var sessions: Int { table.count }

    /// Whether an event-driven signal met an event that no batch has carried yet.
    package private(set) var hasEvents = false

    /// Takes in one line.
    @inline(__always)
    package mutating func add(_ line: EdgeLine, _ bytes: UnsafeRawBufferPointer) {
        guard matches(bytes, line.unit, unit), let isNew = assignment(line, bytes) else { return }
        let failed = line.isFailure(in: bytes)
        requests.count(isNew ? .new : .old, event: failed)
        if failed, isNew, firstFailure == nil { firstFailure = Int(line.endMs) }
        if isNew { newLatency.add(line.totalMs) } else { oldLatency.add(line.totalMs) }

        let ms = UInt32(clamping: max(0, line.endMs - Int64(window.openedAt)))
        let (slot, isFresh) = table.session(line.visitor)
        if isFresh {
            let segment = segmentNames.id(slice(bytes, line.segment))
            table.setTraits(slot, .init(isNew: isNew, segment: segment, variant: .max))
        }
        let (base, variant) = splitStep(bytes, line.step)
        for s in signals.indices {
            switch signals[s].kind {
            case .completion:
                if table.started(slot, s) == SessionTable.never {
                    guard equal(base, signals[s].start) else { continue }
                    table.start(slot, s, ms)
                    queues[s].append(.init(slot: slot, isNew: table.traits[slot].isNew, ms: ms))
                    if let variant { table.traits[slot].variant = variantNames.id(variant) }
                } else if table.met(slot, s) == SessionTable.never, !failed, 200..<400 ~= line.status,
                    equal(base, signals[s].success)
                {
                    table.meet(slot, s, ms)
                }
            case .errors: touch(slot, s, ms, event: failed)
            case .slow: touch(slot, s, ms, event: line.totalMs > signals[s].slowAbove)
            }
        }
    }

    /// Whether the visitor belongs to the new cohort of this step; nil where to none.
    @inline(__always)
    private func assignment(_ line: EdgeLine, _ bytes: UnsafeRawBufferPointer) -> Bool? {
        if isReplay {
            guard line.cohort != .bot, line.cohort != .tester else { return nil }
            if Int(line.bucket) < window.newBelow { return true }
            return Int(line.bucket) >= window.controlFrom ? false : nil
        }
        guard line.cohort == .new || line.cohort == .old, matches(bytes, line.decision, decision) else { return nil }
        return line.cohort == .new
    }

    @inline(__always)
    private mutating func touch(_ slot: Int, _ s: Int, _ ms: UInt32, event: Bool) {
        if table.started(slot, s) == SessionTable.never {
            table.start(slot, s, ms)
            queues[s].append(.init(slot: slot, isNew: table.traits[slot].isNew, ms: ms))
        }
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
            batch.signals[signals[s].id] = evidence
            milestones[s] = Array(repeating: Block(), count: signals[s].milestones.count)
            segments[s].removeAll(keepingCapacity: true)
            events[s].removeAll(keepingCapacity: true)
        }
        batch.requests = requests
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
            case "region": segment.first.map { "region=\($0)" }
            case "device": segment.count > 1 ? "device=\(segment[1])" : nil
            case "variant": variant == .max ? nil : "variant=\(variantNames.name(variant))"
            default: nil
            }
        }
    }
}

@inline(__always)
private func slice(_ bytes: UnsafeRawBufferPointer, _ f: EdgeLine.Field) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[f.start..<f.start + f.count])
}

@inline(__always)
private func matches(_ bytes: UnsafeRawBufferPointer, _ f: EdgeLine.Field, _ text: [UInt8]) -> Bool {
    guard f.count == text.count else { return false }
    for i in 0..<f.count where bytes[f.start + i] != text[i] { return false }
    return true
}

@inline(__always)
private func equal(_ bytes: UnsafeRawBufferPointer, _ text: [UInt8]) -> Bool {
    guard bytes.count == text.count else { return false }
    for i in 0..<bytes.count where bytes[i] != text[i] { return false }
    return true
}

/// `pay.card` is step `pay`, variant `card`.
@inline(__always)
private func splitStep(
    _ bytes: UnsafeRawBufferPointer, _ f: EdgeLine.Field
) -> (base: UnsafeRawBufferPointer, variant: UnsafeRawBufferPointer?) {
    let step = slice(bytes, f)
    for i in 0..<step.count where step[i] == UInt8(ascii: ".") {
        return (
            UnsafeRawBufferPointer(rebasing: step[0..<i]), UnsafeRawBufferPointer(rebasing: step[(i + 1)...])
        )
    }
    return (step, nil)
}
