/// How long a connection waits before it gives up.
public struct ConnectionLimits: Sendable, Hashable {
    /// For the connection to stand, with greeting and account; seconds.
    public var connect: Int
    /// For the next bytes of an answer, so also for a statement that answers only when it is done; seconds.
    public var answer: Int
    /// About how many bytes of rows are handed on at once. A single longer row is a batch of its own.
    public var batch: Int

    public init(connect: Int = 10, answer: Int = 60, batch: Int = 512 << 10) {
        self.connect = connect
        self.answer = answer
        self.batch = batch
    }
}
