/// One request as a server's access log tells it, whatever the format: numbers read, texts as ranges of the line's bytes.
public struct AccessLine: Sendable {
    public typealias Field = EdgeLine.Field

    /// When the response was sent, in ms since 1970; a whole second where the format knows no finer.
    public internal(set) var endMs: Int64 = 0
    /// A hash of the named visitor field where the line has one, else of client address and user agent; nil where the
    /// line names neither.
    public internal(set) var visitor: UInt64?
    /// Whether `visitor` is the named field's.
    public internal(set) var isNamed = false
    public internal(set) var method = Field(start: 0, count: 0)
    /// Without scheme, host and query; empty where the client sent no request that could be read.
    public internal(set) var path = Field(start: 0, count: 0)
    /// 0 or less where there was no answer.
    public internal(set) var status = 0
    /// From the first byte of the request to the last of the response; nil where the format does not say.
    public internal(set) var durationMs: Int?
    public internal(set) var bytes = 0
    /// Empty where the line has none.
    public internal(set) var agent = Field(start: 0, count: 0)
    public internal(set) var isBot = false
    public internal(set) var isMobile = false
    /// Whether the shopper met a failure of a server: 5xx, a refused or a broken connection, but not his own leaving.
    public internal(set) var isFailure = false

    init() {}

    /// Whether it is a request at all: scanners, health checks at the connection and broken clients send other things.
    public var isRequest: Bool { path.count > 0 }
}
