import AccessLogs

/// Tells which lines of the edge are of this step's experiment, and what they say of a visitor.
struct EdgeFilter: Sendable {
    private let window: StepWindow
    private let isReplay: Bool
    private let decision: [UInt8]
    private let unit: [UInt8]

    /// - Parameter isReplay: a log recorded under other decisions: visitors are assigned anew, by their buckets.
    init(_ window: StepWindow, isReplay: Bool) {
        self.window = window
        self.isReplay = isReplay
        decision = Array(window.decision.utf8)
        unit = Array(window.unit.utf8)
    }

    /// What a line of either cohort says of its visitor.
    @inline(__always)
    func sessionLine(
        _ line: EdgeLine, isNew: Bool, endMs: Int64, _ bytes: UnsafeRawBufferPointer
    ) -> SessionLine {
        let (base, variant) = splitStep(bytes, line.step)
        return SessionLine(
            endMs: endMs, visitor: line.visitor, isNew: isNew, isFailure: line.isFailure(in: bytes),
            status: line.status, durationMs: line.totalMs, segment: slice(bytes, line.segment), step: base,
            variant: variant)
    }

    /// Whether the visitor belongs to the new cohort of this step; nil for lines of other units and decisions, of bots,
    /// testers, and visitors in neither cohort.
    @inline(__always)
    func assignment(_ line: EdgeLine, _ bytes: UnsafeRawBufferPointer) -> Bool? {
        guard equal(slice(bytes, line.unit), unit) else { return nil }
        if isReplay {
            guard line.cohort != .bot, line.cohort != .tester else { return nil }
            if Int(line.bucket) < window.newBelow { return true }
            return Int(line.bucket) >= window.controlFrom ? false : nil
        }
        guard line.cohort == .new || line.cohort == .old, equal(slice(bytes, line.decision), decision) else {
            return nil
        }
        return line.cohort == .new
    }
}

@inline(__always)
private func slice(_ bytes: UnsafeRawBufferPointer, _ f: EdgeLine.Field) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[f.start..<f.start + f.count])
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
