public import Foundation
import Gating

/// One signal counted from the access logs of the two sides, as a reading.
///
/// A gap in a log makes the reading one that could not be made, and counting begins anew: what lies on both sides of a gap
/// belongs to sessions that nobody saw whole.
public actor FileSignalReader: SignalReader {
    public nonisolated let signal: String
    public nonisolated let every: Duration
    private let watch: FileWatch
    private var clock: @Sendable () -> Int = { wallClock() }

    /// - Parameters:
    ///   - files: where the logs are; one signal of them is this one.
    ///   - offsets: a folder for the places reached.
    /// - Throws: where both sides name one file, or the folder cannot be made.
    public init(signal: String, files: FileSignals, offsets: URL, every: Duration) throws(FileTrouble) {
        self.signal = signal
        self.every = every
        watch = try FileWatch(files, offsets: offsets)
    }

    /// For tests: times of their own.
    package func set(clock: @escaping @Sendable () -> Int) { self.clock = clock }

    public func begin() async { await watch.open(openedAt: clock()) }

    public func read() async -> SignalReading {
        let now = clock()
        let look = await watch.look(until: now)
        if look.missing > 0 { await watch.open(openedAt: now) }
        guard let trouble = look.trouble else {
            var evidence = look.signals[signal] ?? SignalEvidence()
            let detail = "\(look.lines) lines read of both logs"
            evidence.exact = ExactResult(compared: look.lines, mismatches: 0, detail: detail)
            return SignalReading(at: now, evidence: evidence, shown: [detail])
        }
        let nothing = ExactResult(compared: 0, mismatches: 0, detail: trouble, couldCheck: false)
        return SignalReading(at: now, evidence: SignalEvidence(exact: nothing), shown: [trouble])
    }
}
