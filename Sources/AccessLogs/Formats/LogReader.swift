/// Reads the lines of one access log. Nothing is allocated for a line.
///
/// It keeps the last second's time stamp and the user agents met before, so that what recurs is read once.
public struct LogReader: Sendable {
    public let format: LogFormatName
    /// Seconds east of UTC of the clock that writes stamps without a zone: HAProxy's.
    public var zoneSeconds: Int
    private let seed: UInt64
    private var stamps = StampReader()
    private var agents = AgentBook()

    /// - Parameter seed: of the visitors' hashes; random where strangers write the log, so that none can choose
    ///   addresses that collide.
    public init(_ format: LogFormatName, zoneSeconds: Int = 0, seed: UInt64 = 0) {
        self.format = format
        self.zoneSeconds = zoneSeconds
        self.seed = seed
    }

    /// Reads one line without its line end. Nothing is guessed: a line that is not of the format is refused whole.
    @inline(__always)
    public mutating func read(_ line: UnsafeRawBufferPointer) throws(LineFault) -> AccessLine {
        var count = line.count
        if count > 0, line[count - 1] == UInt8(ascii: "\r") { count -= 1 }
        var cursor = LineCursor(UnsafeRawBufferPointer(rebasing: line[0..<count]))
        var read = AccessLine()
        var who = Who()
        switch format {
        case .nginx: try readCombined(&cursor, &stamps, isApache: false, &read, &who)
        case .apache: try readCombined(&cursor, &stamps, isApache: true, &read, &who)
        case .haproxy: try readHAProxy(&cursor, &stamps, zoneSeconds: zoneSeconds, &read, &who)
        case .envoy: try readEnvoy(&cursor, &stamps, &read, &who)
        }
        name(who, cursor, &read)
        return read
    }

    private mutating func name(_ who: Who, _ cursor: LineCursor, _ read: inout AccessLine) {
        let agent = hash(cursor.bytes(read.agent), seed: seed)
        let kind = agents.kind(of: agent, cursor.bytes(read.agent))
        read.isBot = kind.contains(.bot)
        read.isMobile = kind.contains(.mobile)
        if let visitor = who.visitor {
            read.isNamed = true
            read.visitor = hash(cursor.bytes(visitor), seed: seed &+ 1)
        } else if let client = who.client {
            read.visitor = hash(cursor.bytes(client), seed: agent)
        }
    }
}

/// Which bytes of a line say who asked.
struct Who {
    var client: AccessLine.Field?
    var visitor: AccessLine.Field?
}
