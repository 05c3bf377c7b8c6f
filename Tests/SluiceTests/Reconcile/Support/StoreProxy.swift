import DatabaseRig
import Foundation
import Synchronization

/// Stands between a program and a server on loopback: cuts the way between them, or slows it down.
final class StoreProxy: Sendable {
    let port: Int
    private let target: Int
    private let listener: Int32
    private let isCut = Atomic(false)
    /// Before each piece of an answer is handed on, in ms.
    private let slowness = Atomic(0)
    private let open = Mutex<Set<Int32>>([])

    init(to target: Int) throws {
        self.target = target
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard Self.onLoopback(0, { bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0 else {
            throw RigTrouble("no port for a proxy")
        }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(listener, $0, &size) }
        }
        (self.listener, port) = (listener, Int(UInt16(bigEndian: address.sin_port)))
        Thread.detachNewThread { [self] in accept() }
    }

    /// Ends every connection at once, and each new one as it comes, until ``mend()``.
    func cut() {
        isCut.store(true, ordering: .sequentiallyConsistent)
        open.withLock { for socket in $0 { shutdown(socket, Int32(SHUT_RDWR)) } }
    }

    func mend() { isCut.store(false, ordering: .sequentiallyConsistent) }

    /// Makes every piece of an answer wait for so many ms.
    func slow(by milliseconds: Int) { slowness.store(milliseconds, ordering: .relaxed) }

    /// No more connections; the threads end with theirs.
    func close() {
        cut()
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { break }
            let server = isCut.load(ordering: .sequentiallyConsistent) ? -1 : connected()
            guard server >= 0 else {
                Glibc.close(client)
                continue
            }
            open.withLock { $0.formUnion([client, server]) }
            // Both ways must have ended before the numbers of the sockets may be used again.
            let end = LastOfTwo { [self] in
                open.withLock { $0.subtract([client, server]) }
                Glibc.close(client)
                Glibc.close(server)
            }
            Thread.detachNewThread { [self] in
                pump(from: client, to: server, isAnswer: false)
                end.one()
            }
            Thread.detachNewThread { [self] in
                pump(from: server, to: client, isAnswer: true)
                end.one()
            }
        }
        Glibc.close(listener)
    }

    private func pump(from: Int32, to: Int32, isAnswer: Bool) {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(from, &bytes, bytes.count, 0)
            guard count > 0 else { break }
            let wait = slowness.load(ordering: .relaxed)
            if isAnswer, wait > 0 { usleep(UInt32(wait) * 1_000) }
            var sent = 0
            while sent < count {
                let more = bytes.withUnsafeBytes {
                    send(to, $0.baseAddress! + sent, count - sent, Int32(MSG_NOSIGNAL))
                }
                guard more > 0 else { break }
                sent += more
            }
            guard sent == count else { break }
        }
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
    }

    private func connected() -> Int32 {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard Self.onLoopback(target, { connect(server, $0, $1) }) == 0 else {
            Glibc.close(server)
            return -1
        }
        return server
    }

    private static func onLoopback<Answer>(
        _ port: Int, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Answer
    ) -> Answer {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

/// Does something when it was called twice.
private final class LastOfTwo: Sendable {
    private let left = Atomic(2)
    private let act: @Sendable () -> Void

    init(_ act: @escaping @Sendable () -> Void) { self.act = act }

    func one() {
        if left.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 { act() }
    }
}
