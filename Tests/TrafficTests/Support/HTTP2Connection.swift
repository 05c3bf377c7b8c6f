/// Just enough HTTP/2 in clear to ask for pages on one connection and tell which side answered.
final class HTTP2Connection {
    private let wire: RawConnection
    private var nextStream: UInt32 = 1

    init(port: Int) throws {
        wire = try RawConnection(port: port)
        try wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        try wire.send(Self.frame(type: 4, flags: 0, stream: 0, payload: []))
    }

    /// Starts a request without waiting for its answer.
    func start(_ path: String, host: String = "shop.test", headers: [String: String] = [:]) throws -> UInt32 {
        let stream = nextStream
        nextStream += 2
        var block: [UInt8] = []
        let fields = [(":method", "GET"), (":scheme", "http"), (":path", path), (":authority", host)]
        for (name, value) in fields + headers.map({ ($0.key, $0.value) }) {
            // Literal, not indexed, with a name of its own.
            block += [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
        }
        try wire.send(Self.frame(type: 1, flags: 0x5, stream: stream, payload: block))
        return stream
    }

    /// The body of a stream's answer.
    func body(of stream: UInt32) throws -> String {
        var body: [UInt8] = []
        while true {
            let head = try wire.read(count: 9)
            let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            let number = UInt32(head[5] & 0x7f) << 24 | UInt32(head[6]) << 16 | UInt32(head[7]) << 8 | UInt32(head[8])
            let payload = try wire.read(count: length)
            if head[3] == 4, head[4] & 1 == 0 { try wire.send(Self.frame(type: 4, flags: 1, stream: 0, payload: [])) }
            if head[3] == 7 { throw ConnectionError.closed }
            guard number == stream else { continue }
            if head[3] == 0 { body += payload }
            if head[3] == 3 { throw ConnectionError.closed }
            if head[3] <= 1, head[4] & 1 == 1 { return String(decoding: body, as: UTF8.self) }
        }
    }

    private static func frame(type: UInt8, flags: UInt8, stream: UInt32, payload: [UInt8]) -> [UInt8] {
        let length = payload.count
        return [
            UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags,
            UInt8(stream >> 24 & 0x7f), UInt8(stream >> 16 & 0xff), UInt8(stream >> 8 & 0xff), UInt8(stream & 0xff),
        ] + payload
    }
}
