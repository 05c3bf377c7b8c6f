public import Gating

/// What many simulated runs show together. Times are ms.
public struct SimulationFigures: Sendable, Hashable, Codable {
    /// So many of the runs, with what they leave possible (95 %).
    public struct Part: Sendable, Hashable, Codable {
        public var count: Int
        public var of: Int
        public var interval: RateInterval

        public var share: Double { of == 0 ? 0 : Double(count) / Double(of) }

        init(_ count: Int, of total: Int) {
            (self.count, of) = (count, total)
            interval = RateInterval(events: count, units: total)
        }
    }

    /// Median and 90th percentile of some of the runs.
    public struct Spread: Sendable, Hashable, Codable {
        public var runs: Int
        public var median: Double
        public var ninetieth: Double
        public var mean: Double

        init?(_ values: [Double]) {
            guard !values.isEmpty else { return nil }
            let sorted = values.sorted()
            func rank(_ q: Double) -> Double { sorted[min(sorted.count - 1, Int(q * Double(sorted.count)))] }
            (runs, median, ninetieth) = (sorted.count, rank(0.5), rank(0.9))
            mean = sorted.reduce(0, +) / Double(sorted.count)
        }
    }

    public var runs: Int
    public var takenBack: Part
    public var held: Part
    public var done: Part
    public var undecided: Part
    /// Runs in which a regression was found where there was none (yet).
    public var falseAlarms: Part
    /// Runs whose stage was still open when the drop began.
    public var dropped: Int
    /// Of those, how many in which it was found, and exposure grew all the same.
    public var found: Part
    public var grewInDrop: Part
    /// From the drop's beginning until it was found.
    public var detection: Spread?
    /// Until it was found, or the run's end.
    public var lostUnits: Spread?
    public var lostOrders: Spread?
    /// In which signal it was found, how often.
    public var foundIn: [String: Int]
    /// The step, from 0, that was open most often when the drop began.
    public var stepOfDrop: Int?
    /// Until the stage was done.
    public var finish: Spread?
    /// Until each step was proven.
    public var steps: [Spread]
    /// Runs in which some signal could not be seen for a while.
    public var blind: Part

    public init(_ all: [SimulatedRun], drop: InventedDrop?) {
        runs = all.count
        func part(_ isIn: (SimulatedRun) -> Bool, of some: [SimulatedRun]? = nil) -> Part {
            Part((some ?? all).count(where: isIn), of: (some ?? all).count)
        }
        takenBack = part { $0.ending == .takenBack }
        held = part { $0.ending == .held }
        done = part { $0.ending == .done }
        undecided = part { $0.ending == .undecided }
        falseAlarms = part { $0.foundAt != nil && $0.stepOfDrop == nil }
        let met = all.filter { $0.stepOfDrop != nil }
        dropped = met.count
        found = part({ $0.foundAt != nil }, of: met)
        grewInDrop = part({ $0.grewInDrop }, of: met)
        detection = drop.flatMap { drop in
            Spread(met.compactMap { run in run.foundAt.map { Double($0 - drop.from) } })
        }
        lostUnits = Spread(met.map { Double($0.lostUnits) })
        lostOrders = Spread(met.map(\.lostOrders))
        foundIn = met.reduce(into: [:]) { counts, run in
            if let signal = run.foundIn { counts[signal, default: 0] += 1 }
        }
        let places = met.reduce(into: [Int: Int]()) { counts, run in counts[run.stepOfDrop ?? 0, default: 0] += 1 }
        stepOfDrop = places.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        finish = Spread(all.filter { $0.ending == .done }.map { Double($0.endedAt) })
        let most = all.map(\.steps.count).max() ?? 0
        steps = (0..<most).compactMap { step in
            Spread(all.compactMap { $0.steps.indices.contains(step) ? Double($0.steps[step]) : nil })
        }
        blind = part { $0.blind > 0 }
    }
}
