import Gating

/// What was thrown for one signal in one look.
struct InventedUnits {
    var whole = Block()
    var segments: [String: Block] = [:]
    /// Units slower than each threshold, for latency.
    var slower: [Block] = []
    /// Units on the new side that went wrong though they would have gone well.
    var lost = 0

    /// - Parameter loss: the part of the good units on the new side that goes wrong, in `segment` or everywhere.
    init(
        _ signal: InventedSignal, sessions: (old: Int, new: Int), loss: Double, segment: String?,
        _ dice: inout SimulationDice
    ) {
        let units = (
            old: dice.events(in: sessions.old, signal.share), new: dice.events(in: sessions.new, signal.share)
        )
        if signal.spec.kind == .latency {
            throwDurations(signal, units, loss, &dice)
            divide(signal.dimensions, &dice)
            return
        }
        let base = signal.spec.baseline
        whole = Block(oldUnits: units.old, oldEvents: dice.events(in: units.old, base), newUnits: units.new)
        let hit = signal.dimensions.firstIndex { parts in parts.contains { $0.name == segment } }
        guard loss > 0, segment == nil || hit != nil else {
            whole.newEvents = dice.events(in: units.new, base)
            divide(signal.dimensions, &dice)
            return
        }
        guard let hit, let segment else {
            whole.newEvents = suffer(units.new, base, loss, signal.spec.direction, &dice)
            divide(signal.dimensions, &dice)
            return
        }
        let parts = signal.dimensions[hit]
        let newUnits = dice.parts(of: units.new, parts.map(\.share))
        for (part, count) in zip(parts, newUnits) {
            let events =
                part.name == segment
                ? suffer(count, base, loss, signal.spec.direction, &dice) : dice.events(in: count, base)
            segments[part.name] = Block(newUnits: count, newEvents: events)
            whole.newEvents += events
        }
        divide(old: parts, &dice)
        divide(signal.dimensions.enumerated().filter { $0.offset != hit }.map(\.element), &dice)
    }

    private mutating func suffer(
        _ units: Int, _ base: Double, _ loss: Double, _ direction: Direction, _ dice: inout SimulationDice
    ) -> Int {
        let events = dice.events(in: units, base)
        let gone = dice.events(in: direction == .drop ? events : units - events, loss)
        lost += gone
        return direction == .drop ? events - gone : events + gone
    }

    /// Durations by which of the control's quantiles they exceed; a unit that suffers is slower than all of them.
    private mutating func throwDurations(
        _ signal: InventedSignal, _ units: (old: Int, new: Int), _ loss: Double, _ dice: inout SimulationDice
    ) {
        let quantiles = LatencyThresholds.quantiles.map { 1 - $0 }
        let limit = signal.spec.baseline
        let levels = (quantiles + [limit]).sorted(by: >)
        func exceeding(_ units: Int, _ loss: Double) -> (counts: [Double: Int], gone: Int) {
            var (left, before, gone) = (units, 1.0, 0)
            var counts: [Double: Int] = [:]
            for level in levels {
                let beyond = dice.events(in: left, level / before)
                // Only what is not slower than the plan's limit can still go wrong.
                if loss > 0, level >= limit { gone += dice.events(in: left - beyond, loss) }
                counts[level] = min(units, beyond + gone)
                (left, before) = (beyond, level)
            }
            return (counts, gone)
        }
        let (old, new) = (exceeding(units.old, 0), exceeding(units.new, loss))
        lost += new.gone
        func block(_ level: Double) -> Block {
            Block(
                oldUnits: units.old, oldEvents: old.counts[level] ?? 0, newUnits: units.new,
                newEvents: new.counts[level] ?? 0)
        }
        slower = quantiles.map(block)
        whole = block(limit)
    }

    /// Throws the units of the whole into segments, whatever became of them.
    private mutating func divide(_ dimensions: [[InventedSignal.Part]], _ dice: inout SimulationDice) {
        for parts in dimensions {
            divide(old: parts, &dice)
            let shares = parts.map(\.share)
            let good = dice.parts(of: whole.newEvents, shares)
            let bad = dice.parts(of: whole.newUnits - whole.newEvents, shares)
            for (i, part) in parts.enumerated() {
                segments[part.name, default: Block()] += Block(newUnits: good[i] + bad[i], newEvents: good[i])
            }
        }
    }

    private mutating func divide(old parts: [InventedSignal.Part], _ dice: inout SimulationDice) {
        let shares = parts.map(\.share)
        let good = dice.parts(of: whole.oldEvents, shares)
        let bad = dice.parts(of: whole.oldUnits - whole.oldEvents, shares)
        for (i, part) in parts.enumerated() {
            segments[part.name, default: Block()] += Block(oldUnits: good[i] + bad[i], oldEvents: good[i])
        }
    }
}

/// The units of one signal that wait for their milestones, look by look.
struct MaturingUnits {
    /// Looks until each milestone.
    private let delays: [Int]
    private var waiting: [InventedUnits?]
    private var now = 0

    init(_ spec: SignalSpec, tick: Int) {
        delays = spec.milestones.map { ($0 + tick - 1) / tick }
        waiting = Array(repeating: nil, count: (delays.max() ?? 0) + 1)
    }

    /// Another step opened: its units are counted from here.
    mutating func forget() { for i in waiting.indices { waiting[i] = nil } }

    /// What a look shows: the units that reach a milestone, and what is known of the latest ones at once.
    mutating func take(_ units: InventedUnits, _ spec: SignalSpec, _ dice: inout SimulationDice) -> SignalEvidence {
        waiting[now % waiting.count] = units
        func past(_ delay: Int) -> InventedUnits? {
            delay > now ? nil : waiting[(now - delay) % waiting.count]
        }
        var evidence = SignalEvidence(milestones: delays.map { past($0)?.whole ?? Block() })
        evidence.segments = delays.last.flatMap { past($0)?.segments } ?? [:]
        if spec.kind == .latency { evidence.slower = units.slower }
        if spec.kind == .eventDriven { evidence.events = Self.inOrder(units.whole, &dice) }
        now += 1
        return evidence
    }

    /// Events of both sides in a random order.
    private static func inOrder(_ block: Block, _ dice: inout SimulationDice) -> [Side] {
        var left = (old: block.oldEvents, new: block.newEvents)
        return (0..<(left.old + left.new)).map { _ in
            let isNew = dice.uniform() * Double(left.old + left.new) < Double(left.new)
            if isNew { left.new -= 1 } else { left.old -= 1 }
            return isNew ? .new : .old
        }
    }
}
