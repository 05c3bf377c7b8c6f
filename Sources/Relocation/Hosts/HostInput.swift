/// What a command reads from standard input.
public enum HostInput: Sendable {
    case none
    case bytes([UInt8])
    /// Written while the command runs. When the closure throws, the command is ended, without ever seeing the end of its
    /// input, so that it cannot take a part for the whole.
    case writing(@Sendable (HostWriter) async throws(RelocationError) -> Void)
    /// As `writing`, for a command that itself knows when it has read enough: what is still written then is let go.
    case conversing(@Sendable (HostWriter) async throws(RelocationError) -> Void)

    var isConversation: Bool { if case .conversing = self { true } else { false } }

    public static func text(_ text: String) -> HostInput { .bytes(Array(text.utf8)) }
}

/// The standard input of a command that runs.
public struct HostWriter: Sendable {
    let take: @Sendable ([UInt8]) async throws(RelocationError) -> Void

    /// Returns when the command has room for more.
    ///
    /// - Throws: ``RelocationError/inputNotTaken(host:command:)`` when the command reads no more.
    public func write(_ bytes: [UInt8]) async throws(RelocationError) {
        if !bytes.isEmpty { try await take(bytes) }
    }
}
