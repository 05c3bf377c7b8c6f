/// A read that a shopper made, as far as it is asked again.
public struct ObservedRead: Sendable, Hashable, Codable {
    /// `GET` or `HEAD`.
    public let method: String
    /// The Host header.
    public let host: String
    /// Path and query, without what must not be asked again.
    public let path: String
    /// The User-Agent to ask with; a plain one where nil.
    public let agent: String?

    init(method: String, host: String, path: String, agent: String?) {
        self.method = method
        self.host = host
        self.path = path
        self.agent = agent
    }
}
