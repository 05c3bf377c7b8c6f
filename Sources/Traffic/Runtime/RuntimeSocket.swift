import Glibc

/// The admin socket, on one connection that stays open, with commands pipelined. Every call blocks: it belongs on a
/// thread of its own, never on the cooperative pool.
final class RuntimeSocket {
    let path: String
    /// Longest wait for all the answers of one call.
    let patience: Duration
    private var handle: Int32 = -1
    /// Bytes read beyond the last answer taken.
    private var pending: [UInt8] = []

    init(path: String, patience: Duration) {
        self.path = path
        self.patience = patience
    }

    deinit { if handle >= 0 { close(handle) } }

    /// False after any failure: the next call connects anew, perhaps to another process.
    var isConnected: Bool { handle >= 0 }

    /// Sends all commands at once and gives their answers in order.
    /// - Throws: ``TrafficError/socketUnreachable(path:reason:)``,
    ///   ``TrafficError/socketTimeout(path:command:waited:)``, ``TrafficError/commandRefused(command:reply:)``
    func send(_ commands: [RuntimeCommand]) throws(TrafficError) -> [String] {
        guard let first = commands.first else { return [] }
        let deadline = ContinuousClock.now + patience
        if !isConnected { try connect(until: deadline) }
        var replies: [String] = []
        do throws(TrafficError) {
            try write(commands.map(\.wire).joined(), until: deadline, command: first.line)
            for command in commands { replies.append(try readReply(until: deadline, command: command.line)) }
        } catch {
            disconnect()
            throw error
        }
        for (command, reply) in zip(commands, replies) where command.isSilent && !reply.isEmpty {
            throw .commandRefused(command: command.line, reply: reply)
        }
        return replies
    }

    func disconnect() {
        if handle >= 0 { close(handle) }
        handle = -1
        pending = []
    }

    private func connect(until deadline: ContinuousClock.Instant) throws(TrafficError) {
        let made = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        guard made >= 0 else { throw unreachable() }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard path.utf8.count <= room else {
            close(made)
            throw .socketUnreachable(path: path, reason: "its path is longer than \(room) bytes")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(made, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let error = unreachable()
            close(made)
            throw error
        }
        handle = made
        do throws(TrafficError) {
            try write("prompt\n", until: deadline, command: "prompt")
            _ = try readReply(until: deadline, command: "prompt")
        } catch {
            disconnect()
            throw error
        }
    }

    private func unreachable() -> TrafficError {
        .socketUnreachable(path: path, reason: String(cString: strerror(errno)))
    }

    private func write(
        _ text: String, until deadline: ContinuousClock.Instant, command: String
    ) throws(TrafficError) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                try wait(for: Int16(POLLOUT), until: deadline, command: command)
            } else if errno != EINTR {
                throw unreachable()
            }
        }
    }

    /// An answer ends with an empty line and the prompt.
    private func readReply(
        until deadline: ContinuousClock.Instant, command: String
    ) throws(TrafficError) -> String {
        var searched = 0
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            if let end = promptEnd(from: searched) {
                var reply = String(decoding: pending[..<(end - 3)], as: UTF8.self)
                pending.removeFirst(end)
                while reply.hasPrefix("+ ") { reply.removeFirst(2) }
                while let last = reply.last, last.isNewline { reply.removeLast() }
                return reply
            }
            searched = max(0, pending.count - 2)
            let count = recv(handle, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                pending += buffer[..<count]
            } else if count == 0 {
                throw .socketUnreachable(path: path, reason: "haproxy closed the connection")
            } else if errno == EAGAIN {
                try wait(for: Int16(POLLIN), until: deadline, command: command)
            } else if errno != EINTR {
                throw unreachable()
            }
        }
    }

    /// Index after the first prompt at or behind `start`.
    private func promptEnd(from start: Int) -> Int? {
        guard pending.count >= start + 3 else { return nil }
        for index in start...(pending.count - 3)
        where pending[index] == UInt8(ascii: "\n") && pending[index + 1] == UInt8(ascii: ">")
            && pending[index + 2] == UInt8(ascii: " ")
        {
            return index + 3
        }
        return nil
    }

    private func wait(
        for events: Int16, until deadline: ContinuousClock.Instant, command: String
    ) throws(TrafficError) {
        let left = deadline - ContinuousClock.now
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
        guard left > .zero else { throw .socketTimeout(path: path, command: command, waited: patience) }
        var entry = pollfd(fd: handle, events: events, revents: 0)
        _ = poll(&entry, 1, Int32(clamping: milliseconds + 1))
    }
}
