public import Foundation

/// Reads what another program leaves for a signal: `<signal>.json` in the run's folder of results.
///
/// A missing, stale, unfinished or wrong file is blind. It is read again at every look, so that a newer one counts at
/// once.
public struct DepositReader: SignalReader {
    public let signal: String
    public let every: Duration
    let folder: URL
    let maximumAge: Duration
    package var clock: @Sendable () -> Int = { wallClock() }

    /// - Parameter maximumAge: how long ago its comparison may have begun.
    public init(signal: String, folder: URL, maximumAge: Duration, every: Duration = .seconds(10)) {
        self.signal = signal
        self.every = every
        self.folder = folder
        self.maximumAge = maximumAge
    }

    public func read() async -> SignalReading {
        let file = folder.appendingPathComponent("\(signal).json")
        let place = ShownText.plain(file.path)
        return await .of(at: clock(), asked: [place]) { () throws(ReadingFault) in
            // A name that leads elsewhere is no signal's.
            guard !signal.isEmpty, !signal.hasPrefix("."), !signal.contains("/"), !signal.contains("\0") else {
                throw .notUnderstood(
                    place, expected: "a signal's name", found: "one that is no file's name", mend: "rename the signal")
            }
            let deposit = try Deposit(try await SmallFile.read(file, limit: 1 << 20).bytes, place: place)
            return try deposit.result(for: signal, now: clock(), maximumAge: maximumAge.milliseconds, place: place)
        }
    }
}
