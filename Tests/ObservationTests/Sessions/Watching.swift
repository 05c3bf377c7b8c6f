import AccessLogs
import Fixtures
import Gating
import Observation

/// An assembler with a clock of its own: times are ms after the step opened.
final class Watching {
    static let openedAt = 1_700_000_000_000
    private var assembler: SessionAssembler

    init(
        _ signals: [ObservedSignal], capacity: Int = 1_000, isReplay: Bool = false,
        controls: [String: LatencySketch] = [:]
    ) {
        let window = StepWindow(
            decision: "1/d1", unit: "catalog", exposure: 0.5, openedAt: Self.openedAt, signals: signals,
            newBelow: 5_000,
            controlFrom: 7_500)
        assembler = SessionAssembler(window, capacity: capacity, isReplay: isReplay, controls: controls)
    }

    convenience init(
        _ signal: ObservedSignal, capacity: Int = 1_000, isReplay: Bool = false,
        controls: [String: LatencySketch] = [:]
    ) {
        self.init([signal], capacity: capacity, isReplay: isReplay, controls: controls)
    }

    var sessions: Int { assembler.sessions }
    var hasEvents: Bool { assembler.hasEvents }
    var controls: [String: LatencySketch] { assembler.controls }

    /// One request of a visitor, whose cohort is `side`.
    func see(
        _ visitor: UInt64, _ side: Side = .new, at ms: Int = 0, step: String = "-",
        change: (inout EdgeText) -> Void = { _ in }
    ) {
        var line = EdgeText()
        line.visitor = visitor
        line.cohort = side == .new ? "new" : "ctl"
        line.side = side == .new ? "n" : "o"
        line.bucket = side == .new ? 10 : 9_000
        line.end = Self.openedAt + ms
        line.step = step
        change(&line)
        Array(line.text.utf8).withUnsafeBytes { bytes in
            if let line = EdgeLine(bytes) { assembler.add(line, bytes) }
        }
    }

    func look(at ms: Int) -> EvidenceBatch { assembler.drain(now: Self.openedAt + ms) }

    /// What the only signal's milestones counted since the last look.
    func blocks(at ms: Int, of signal: String = "s") -> [Block] { look(at: ms).signals[signal]?.milestones ?? [] }
}

extension ObservedSignal {
    static func paid(_ milestones: [Int] = [1_000], by dimensions: [String] = []) -> ObservedSignal {
        ObservedSignal(
            id: "s", rule: .completion(start: "pay", success: "thanks"), milestones: milestones, dimensions: dimensions)
    }

    static func errors(_ milestones: [Int] = [1_000], eventDriven: Bool = false) -> ObservedSignal {
        ObservedSignal(id: "s", rule: .errors, milestones: milestones, eventDriven: eventDriven)
    }

    static func slow(above ms: Int) -> ObservedSignal {
        ObservedSignal(id: "s", rule: .slow(above: ms), milestones: [1_000])
    }

    static func reach(_ step: String, _ milestones: [Int] = [1_000]) -> ObservedSignal {
        ObservedSignal(id: "s", rule: .reach(step: step), milestones: milestones)
    }

    static func latency(above ms: Int) -> ObservedSignal {
        ObservedSignal(id: "s", rule: .latency(above: ms), milestones: [1_000])
    }
}
