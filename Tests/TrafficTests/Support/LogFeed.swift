import Dispatch
import Glibc
import Synchronization

/// One line of the edge's log, in the fields the tests look at.
struct LogLine: Sendable {
    let fields: [String]

    var end: Int { Int(fields[0]) ?? -1 }
    var sequence: Int { Int(fields[1]) ?? -1 }
    var id: String { fields[2] }
    var unit: String { fields[3] }
    var segment: String { fields[4] }
    var cohort: String { fields[5] }
    var side: String { fields[6] }
    var decision: String { fields[7] }
    var bucket: Int { Int(fields[8]) ?? -1 }
    var visitor: String { fields[9] }
    var method: String { fields[10] }
    var status: Int { Int(fields[11]) ?? -1 }
    var device: String { fields[15] }
    var step: String { fields[16] }
    var server: String { fields[17] }
    var path: String { fields[18] }
}

/// The end of the edge's log: TCP with octet counts, on a thread of its own.
final class LogFeed: Sendable {
    let port: Int
    private let door: Int32
    private let lines = Mutex<[String]>([])
    private let stopped = Mutex(false)
    private let paused = Mutex(false)

    /// Reads nothing while it is set; the kernel keeps little for us then.
    var isPaused: Bool {
        get { paused.withLock { $0 } }
        set { paused.withLock { $0 = newValue } }
    }

    static func open() -> LogFeed {
        let feed = LogFeed()
        DispatchQueue(label: "traffic.feed").async { feed.accept() }
        return feed
    }

    private init() {
        let door = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(door, $0, size)
                _ = getsockname(door, $0, &size)
            }
        }
        var room: Int32 = 65_536
        setsockopt(door, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        listen(door, 4)
        self.door = door
        port = Int(UInt16(bigEndian: address.sin_port))

    }

    func stop() {
        stopped.withLock { $0 = true }
        shutdown(door, Int32(SHUT_RDWR))
        close(door)
    }

    private func accept() {
        while !stopped.withLock({ $0 }) {
            let guest = Glibc.accept(door, nil, nil)
            if guest < 0 { return }
            DispatchQueue(label: "traffic.feed.guest").async { [self] in read(guest) }
        }
    }

    private func read(_ guest: Int32) {
        defer { close(guest) }
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 262_144)
        while case let count = recv(guest, &buffer, buffer.count, 0), count > 0 {
            while isPaused, !stopped.withLock({ $0 }) { usleep(5_000) }
            pending += buffer[..<count]
            var start = 0
            var whole: [String] = []
            while let space = pending[start...].firstIndex(of: 0x20),
                let length = Int(String(decoding: pending[start..<space], as: UTF8.self)),
                space + 1 + length <= pending.count
            {
                whole.append(String(decoding: pending[(space + 1)..<(space + 1 + length)], as: UTF8.self))
                start = space + 1 + length
            }
            pending.removeFirst(start)
            lines.withLock { $0 += whole }
        }
    }

    /// Lines of requests so far.
    var requests: [LogLine] {
        lines.withLock { $0 }.map { LogLine(fields: $0.split(separator: " ").map(String.init)) }
            .filter { $0.fields.count == 19 }
    }

    /// Waits until so many lines of requests arrived.
    func requests(atLeast count: Int) async throws -> [LogLine] {
        for _ in 0..<1000 {
            let found = requests
            if found.count >= count { return found }
            try await Task.sleep(for: .milliseconds(10))
        }
        return requests
    }

    /// The one line of the request with this path, waited for.
    func line(path: String) async throws -> LogLine? {
        for _ in 0..<500 {
            if let found = requests.first(where: { $0.path == path }) { return found }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }
}
