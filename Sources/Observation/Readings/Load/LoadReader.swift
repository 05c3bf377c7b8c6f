/// The load on people, as the run's own ledger counts it, against what the plan allows.
public struct LoadReader: SignalReader {
    public let signal: String
    public let every: Duration
    let window: Duration
    let bounds: LoadBounds
    let ledger: @Sendable () async -> LoadLedger?
    package var clock: @Sendable () -> Int = { wallClock() }

    /// - Parameters:
    ///   - window: how far back is counted.
    ///   - ledger: the run's ledger as it stands; nil where it cannot be had.
    public init(
        signal: String, window: Duration, bounds: LoadBounds, every: Duration,
        ledger: @escaping @Sendable () async -> LoadLedger?
    ) {
        self.signal = signal
        self.window = window
        self.bounds = bounds
        self.every = every
        self.ledger = ledger
    }

    public func read() async -> SignalReading {
        let at = clock()
        let asked = "the run's ledger: the last \(ShownText.span(window.milliseconds))"
        return await .of(at: at, asked: [asked]) { () throws(ReadingFault) in
            guard let ledger = await ledger() else {
                throw .notUnderstood(
                    "load", expected: "the run's ledger", found: "none", mend: "is the run's journal readable?")
            }
            return LoadJudgement.judge(
                ledger.counts(after: at - window.milliseconds, upTo: at), bounds: bounds, window: window)
        }
    }
}
