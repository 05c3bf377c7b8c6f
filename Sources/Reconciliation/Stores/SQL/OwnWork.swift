import Synchronization

/// How many statements of the comparison itself a server works on.
final class OwnWork: Sendable {
    private let running = Atomic(0)

    func add(_ count: Int) { running.wrappingAdd(count, ordering: .relaxed) }

    var count: Int { running.load(ordering: .relaxed) }
}
