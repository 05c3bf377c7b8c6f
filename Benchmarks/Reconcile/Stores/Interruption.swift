import Dispatch
import Glibc

/// Somebody stops the program: what it started is ended first, for it would live on by itself.
final class Interruption: Sendable {
    // Made once, and safe to cancel from any thread.
    nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

    init(_ end: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                end()
                exit(128 + number)
            }
            source.activate()
            return source
        }
    }

    func cancel() {
        sources.forEach { $0.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}
