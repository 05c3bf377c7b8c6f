#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A predictable estimate of one side's rate: a Beta prior worth `priorUnits`, forgotten exponentially over `memory`
/// units of that side. Used for a block only before that block is added.
struct RunningRate: Sendable, Hashable {
    private var units: Double
    private var events: Double
    private let memory: Double

    init(_ settings: TestSettings) {
        units = settings.priorUnits
        events = settings.priorUnits * settings.priorRate
        memory = settings.memory
    }

    var rate: Double { events / units }

    mutating func add(units seen: Int, events met: Int) {
        let kept = exp(-Double(seen) / memory)
        units = units * kept + Double(seen)
        events = events * kept + Double(met)
    }
}
