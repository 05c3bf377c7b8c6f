import Glibc

enum LoadError: Error {
    case notServing(Int)
    case failed(String, Int32)
    case closed
}

/// One blocking keep-alive connection that counts answers, and keeps a header of the last one.
final class LoadConnection {
    private let handle: Int32
    private var pending: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(port: Int) throws {
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
            throw LoadError.notServing(port)
        }
        var yes: Int32 = 1
        setsockopt(handle, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(handle) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw LoadError.failed("send", errno) }
            sent += count
        }
    }

    /// The head of the next answer; its body is passed over.
    func receive() throws -> [UInt8] {
        var searched = 0
        while true {
            if let end = headEnd(from: searched) {
                let head = Array(pending[..<end])
                let whole = end + Self.length(in: head)
                while pending.count < whole { try fill() }
                pending.removeFirst(whole)
                return head
            }
            searched = max(0, pending.count - 3)
            try fill()
        }
    }

    private func headEnd(from start: Int) -> Int? {
        guard pending.count >= start + 4 else { return nil }
        return pending.withUnsafeBufferPointer { bytes in
            for index in start...(bytes.count - 4)
            where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13 && bytes[index + 3] == 10 {
                return index + 4
            }
            return nil
        }
    }

    private static func length(in head: [UInt8]) -> Int {
        value(of: "content-length: ", in: head).flatMap { Int($0) } ?? 0
    }

    /// The value after `name`, which ends in `: `.
    static func value(of name: String, in head: [UInt8]) -> String? {
        let mark = Array(("\r\n" + name).utf8)
        guard head.count > mark.count else { return nil }
        for start in 0..<(head.count - mark.count) where head[start] == 13 {
            if head[start..<(start + mark.count)].elementsEqual(mark) {
                let rest = head[(start + mark.count)...]
                return String(decoding: rest.prefix { $0 != 13 }, as: UTF8.self)
            }
        }
        return nil
    }

    private func fill() throws {
        let count = recv(handle, &buffer, buffer.count, 0)
        if count == 0 { throw LoadError.closed }
        guard count > 0 else { throw LoadError.failed("recv", errno) }
        pending += buffer[..<count]
    }
}
