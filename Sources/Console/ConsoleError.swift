/// Why the live page cannot be served.
public enum ConsoleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another process listens there.
    case portTaken(Int)
    /// The port may not be used by this account.
    case portRefused(Int, why: String)

    public var description: String {
        switch self {
        case .portTaken(let port):
            "port \(port) of 127.0.0.1 is in use by another process; end it, or name another port with --port "
                + "(0 picks a free one)"
        case .portRefused(let port, let why):
            "cannot listen on port \(port) of 127.0.0.1: \(why); name a port above 1023 with --port (0 picks a free one)"
        }
    }
}
