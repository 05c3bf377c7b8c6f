import Dispatch
import Glibc
import Synchronization

/// SIGTERM and SIGINT, and the end of the work by itself: whichever comes first.
final class EndSignal: Sendable {
    private struct State {
        var ended = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    // Held only so that they live as long as the signal is awaited; nobody touches them after `init`.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    init() {
        var sources: [any DispatchSourceSignal] = []
        for number in [SIGTERM, SIGINT] {
            // The default action would end the process before the source is asked.
            signal(number, SIG_IGN)
            sources.append(DispatchSource.makeSignalSource(signal: number, queue: .global()))
        }
        self.sources = sources
        for source in sources {
            source.setEventHandler { [weak self] in self?.end() }
            source.activate()
        }
    }

    var hasEnded: Bool {
        state.withLock { $0.ended }
    }

    /// Says that the end has come.
    func end() {
        let waiting = state.withLock { state in
            state.ended = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    /// Waits for the end.
    func ended() async {
        await withCheckedContinuation { continuation in
            let already = state.withLock { state in
                if !state.ended { state.waiting.append(continuation) }
                return state.ended
            }
            if already { continuation.resume() }
        }
    }
}
