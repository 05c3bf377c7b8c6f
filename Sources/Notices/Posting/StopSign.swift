import Synchronization

/// Set by whoever no longer wants a transfer; looked at about once a second by the thread that carries it out.
final class StopSign: Sendable {
    private let raised = Atomic(false)
    /// Counts as well.
    private let above: StopSign?

    init(under above: StopSign? = nil) {
        self.above = above
    }

    func raise() { raised.store(true, ordering: .relaxed) }
    var isRaised: Bool { raised.load(ordering: .relaxed) || above?.isRaised == true }
}
