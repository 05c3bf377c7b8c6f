import Dispatch

/// A short wait that cancellation does not cut short.
enum Nap {
    static func brief(then work: @escaping @Sendable () -> Void) {
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20), execute: work)
    }
}
