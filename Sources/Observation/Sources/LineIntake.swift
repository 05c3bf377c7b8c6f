import AccessLogs
package import Gating
import Synchronization

/// Where log lines arrive, whatever thread brings them: parses, watches the counter, feeds the open step's assembler.
package final class LineIntake: Sendable {
    /// What came of one line.
    package enum Effect: Sendable {
        case none
        /// An event-driven signal met an event.
        case event
        /// Lines of unknown number are missing: the edge's process is another one.
        case edgeRestarted
    }

    private struct State: ~Copyable {
        var assembler: SessionAssembler?
        var watch = SequenceWatch()
        var lines = 0
        var missing = 0
        var strange = 0
        var restarted = false
        var clock = ClockWatch()
        var sales = Block()
        /// Durations of the old side in the steps before, by signal.
        var controls: [String: LatencySketch] = [:]
    }

    private let state = Mutex(State())
    private let salesStep: [UInt8]
    private let capacity: Int
    private let isReplay: Bool
    private let taps: [(unit: [UInt8], tap: MirrorTap)]

    /// - Parameters:
    ///   - salesStep: the flow step whose good answers are counted as sales, for people; empty for none.
    ///   - capacity: sessions kept at most.
    ///   - taps: by unit, where reads are taken to be repeated.
    package init(salesStep: String, capacity: Int, isReplay: Bool = false, taps: [String: MirrorTap] = [:]) {
        self.taps = taps.map { (Array($0.key.utf8), $0.value) }
        self.salesStep = Array(salesStep.utf8)
        self.capacity = capacity
        self.isReplay = isReplay
    }

    package func open(_ window: StepWindow?) {
        state.withLock { state in
            // What the control of the last step took is the measure of the next one's first units.
            if let ended = state.assembler?.controls { state.controls.merge(ended) { $1 } }
            state.assembler = window.map {
                SessionAssembler($0, capacity: capacity, isReplay: isReplay, controls: state.controls)
            }
        }
    }

    /// Takes in one line.
    /// - Parameter arrival: when it came, in ms since 1970; nil where a recorded log is read, whose clock is its own.
    package func add(_ bytes: UnsafeRawBufferPointer, arrival: Int? = nil) -> Effect {
        state.withLock { state in
            guard let line = EdgeLine(bytes) else {
                state.strange += 1
                return .none
            }
            state.lines += 1
            var effect = Effect.none
            switch state.watch.see(process: line.process, sequence: line.sequence) {
            case .inOrder: break
            case .missing(let count): state.missing += count
            case .unknown:
                state.restarted = true
                effect = .edgeRestarted
            }
            countSale(line, bytes, &state.sales)
            // A read is repeated only while it can be judged.
            if state.assembler != nil { tap(line, bytes) }
            if let arrival {
                let end = state.clock.see(line.endMs, earliest: arrival, latest: arrival)
                state.assembler?.add(line, bytes, endMs: end)
            } else {
                state.assembler?.add(line, bytes)
            }
            if state.assembler?.hasEvents == true { effect = .event }
            return effect
        }
    }

    private func tap(_ line: EdgeLine, _ bytes: UnsafeRawBufferPointer) {
        guard !taps.isEmpty, line.cohort != .bot, line.cohort != .tester else { return }
        let unit = bytes[line.unit.start..<line.unit.start + line.unit.count]
        taps.first { $0.unit.elementsEqual(unit) }?.tap.offer(line, bytes)
    }

    /// Counts bytes that were no log stream at all.
    package func refuse() { state.withLock { $0.strange += 1 } }

    private func countSale(_ line: EdgeLine, _ bytes: UnsafeRawBufferPointer, _ sales: inout Block) {
        guard line.step.count == salesStep.count, line.status == 200, !salesStep.isEmpty else { return }
        for i in 0..<salesStep.count where bytes[line.step.start + i] != salesStep[i] { return }
        sales.count(line.served == .new ? .new : .old, event: true)
    }

    /// What was counted since the last call, and what is wrong with it.
    package func drain(until now: Int) -> Counted {
        state.withLock { state in
            var batch = state.assembler?.drain(now: now) ?? EvidenceBatch(decision: "")
            batch.lines = state.lines
            batch.missing = state.missing
            batch.sales = state.sales
            let counted = Counted(
                batch: batch, strange: state.strange, edgeRestarted: state.restarted,
                clock: state.clock.take(of: "the edge's"))
            (state.lines, state.missing, state.strange, state.restarted, state.sales) = (0, 0, 0, false, Block())
            return counted
        }
    }

    package struct Counted: Sendable {
        package var batch: EvidenceBatch
        /// Lines that are not ours.
        package var strange: Int
        package var edgeRestarted: Bool
        /// What is wrong with the edge's clock.
        package var clock: String?

        /// Why nothing may be concluded from these lines; nil where they are whole.
        package var trouble: String? {
            if edgeRestarted { return "the edge was restarted: an unknown number of log lines is missing" }
            if batch.missing > 0 { return "\(batch.missing) log lines of the edge are missing" }
            if strange > 0 { return "\(strange) lines on the log stream are not the edge's" }
            return clock
        }
    }
}
