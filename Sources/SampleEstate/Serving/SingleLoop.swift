import NIOCore
import NIOPosix

/// How a program of the estate uses its threads.
public enum SingleLoop {
    /// Lets all tasks of this program run on one event loop: a request then needs no switch between threads, which is
    /// most of what a small page costs. Call it once, first, from `main`; blocking calls stay off the loop by GRDB's
    /// own queues.
    public static func takeOver() {
        NIOSingletons.groupLoopCountSuggestion = 1
        // When it cannot be installed, everything still works, with more switches.
        _ = NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    }
}
