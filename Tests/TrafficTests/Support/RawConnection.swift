import Glibc

/// An answer, as it came over the wire.
struct RawResponse {
    var status: Int
    var headers: [(name: String, value: String)]
    var body: String

    /// First value of a header named in lower case.
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The side that served it: the first line of a test shop's answer.
    var side: String { header("x-side") ?? "edge" }

    /// A header the shop was sent.
    func sent(_ name: String) -> String? {
        let mark = name + ": "
        return body.split(separator: "\n").first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
    }

    /// Value of a cookie this answer sets.
    func cookie(_ name: String) -> String? {
        headers.first { $0.name == "set-cookie" && $0.value.hasPrefix(name + "=") }
            .map { String($0.value.dropFirst(name.count + 1).prefix { $0 != ";" }) }
    }
}

enum ConnectionError: Error {
    case failed(String, Int32)
    case closed
    case malformed(String)
}

/// One keep-alive connection, blocking. It is used from threads of the tests' own.
final class RawConnection {
    private let handle: Int32
    private var pending: [UInt8] = []

    /// - Parameter patience: seconds until a read gives up.
    init(port: Int, patience: Int = 10) throws {
        handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
        let made = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard made == 0 else {
            close(handle)
            throw ConnectionError.failed("connect", errno)
        }
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        setsockopt(handle, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(handle) }

    static func request(
        _ method: String, _ path: String, host: String = "shop.test", headers: [String: String] = [:],
        body: String = ""
    ) -> String {
        var text = "\(method) \(path) HTTP/1.1\r\nhost: \(host)\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if !body.isEmpty || method == "POST" { text += "content-length: \(body.utf8.count)\r\n" }
        return text + "\r\n" + body
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw ConnectionError.failed("send", errno) }
            sent += count
        }
    }

    func receive() throws -> RawResponse {
        let head = String(decoding: try read(through: Array("\r\n\r\n".utf8)), as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let first = lines.first, let status = Int(first.split(separator: " ")[1]) else {
            throw ConnectionError.malformed(head)
        }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        var response = RawResponse(status: status, headers: headers, body: "")
        let length = response.header("content-length").flatMap(Int.init) ?? 0
        response.body = String(decoding: try read(count: length), as: UTF8.self)
        return response
    }

    func get(
        _ path: String, host: String = "shop.test", headers: [String: String] = [:]
    ) throws -> RawResponse {
        try send(Self.request("GET", path, host: host, headers: headers))
        return try receive()
    }

    func post(
        _ path: String, host: String = "shop.test", headers: [String: String] = [:], body: String = "a=1"
    ) throws -> RawResponse {
        try send(Self.request("POST", path, host: host, headers: headers, body: body))
        return try receive()
    }

    func read(count: Int) throws -> [UInt8] {
        while pending.count < count { try fill() }
        defer { pending.removeFirst(count) }
        return Array(pending[..<count])
    }

    /// True when the other end closed, false when it stayed silent for the patience.
    func waitsForEnd() -> Bool {
        do {
            while true { try fill() }
        } catch ConnectionError.closed {
            return true
        } catch {
            return false
        }
    }

    private func read(through mark: [UInt8]) throws -> [UInt8] {
        var searched = 0
        while true {
            if pending.count >= mark.count {
                for start in searched...(pending.count - mark.count)
                where pending[start..<(start + mark.count)].elementsEqual(mark) {
                    return try read(count: start + mark.count)
                }
                searched = pending.count - mark.count + 1
            }
            try fill()
        }
    }

    private func fill() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(handle, &buffer, buffer.count, 0)
        if count == 0 { throw ConnectionError.closed }
        guard count > 0 else { throw ConnectionError.failed("recv", errno) }
        pending += buffer[..<count]
    }
}
