/// How long to wait after each failure: short first, as most failures are, then longer, without end. The same each time,
/// so that a run that is carried out again does the same again.
public struct RetrySchedule: Sendable, Hashable {
    /// ms after the first, second, ... failure; the last goes on.
    public let waits: [Int]

    /// 1 s, 5 s, 30 s, 2 min, then every 5 min.
    public static let standard = RetrySchedule(waits: [1_000, 5_000, 30_000, 120_000, 300_000])

    /// - Parameter waits: at least one.
    public init(waits: [Int]) {
        precondition(!waits.isEmpty, "a schedule without an entry says nothing")
        self.waits = waits
    }

    /// How long to wait, in ms.
    ///
    /// - Parameters:
    ///   - failures: how often it has failed, from 1.
    ///   - atLeast: how long the server asked to be left alone, in ms.
    public func wait(afterFailures failures: Int, atLeast: Int? = nil) -> Int {
        max(waits[min(max(failures, 1), waits.count) - 1], atLeast ?? 0)
    }

    /// When to try again, in ms since 1970; nil: never, as it would fail again.
    public func next(after error: NoticeError, failures: Int, at now: Int) -> Int? {
        error.isWorthTrying ? now + wait(afterFailures: failures, atLeast: error.retryAfter) : nil
    }
}
