/// Proof that runtime and file both hold a policy.
public struct EdgeAcknowledgement: Sendable, Hashable {
    /// How the change was carried out.
    public enum Means: String, Sendable, Hashable, Codable {
        /// Runtime and file held it already; both were read back.
        case nothingToDo
        /// One unit in its generation: one value replaced.
        case oneValue
        /// A whole generation loaded beside the old one, then the pointer flipped.
        case generation
        /// A generation still loaded: only the pointer flipped.
        case pointer
    }

    /// The policy as read back. Its generation may be above the one asked for, when several units had to change at once
    /// within a generation already in use.
    public var policy: EdgePolicy
    public var means: Means
    /// From the call to the acknowledgement, on the edge's own thread.
    public var elapsed: Duration
    /// The process that acknowledged it.
    public var processID: Int

    public var generation: Int { policy.generation }
}

/// Which way a change moves exposure; it decides what is written first.
public enum EdgeDirection: String, Sendable, Hashable, Codable {
    /// More on the new side: file first, so that a restart never shows less than the journal says was begun.
    case forward
    /// Back to the old side: runtime first, because shoppers come before restarts.
    case back
}
