import Dispatch
import Glibc
import Synchronization

/// The end of the edge's log that only looks at the sequence counter: which numbers came, and which never did.
final class SequenceReader: Sendable {
    let port: Int
    /// While raised nothing is read.
    let paused = Signal()
    private let door: Int32
    private let seen = Mutex<[Bool]>([])
    private let count = Mutex(0)

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
        listen(door, 4)
        self.door = door
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    static func open() -> SequenceReader {
        let reader = SequenceReader()
        DispatchQueue(label: "sluice.bench.log").async { reader.accept() }
        return reader
    }

    func close() {
        shutdown(door, Int32(SHUT_RDWR))
        Glibc.close(door)
    }

    /// Lines of requests so far.
    var lines: Int { count.withLock { $0 } }

    /// Numbers from 1 to the highest that came which never came.
    var missing: Int { seen.withLock { seen in (seen.lastIndex(of: true) ?? 0) - seen.count { $0 } } }

    private func accept() {
        while case let guest = Glibc.accept(door, nil, nil), guest >= 0 { read(guest) }
    }

    private func read(_ guest: Int32) {
        defer { Glibc.close(guest) }
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 262_144)
        while case let received = recv(guest, &buffer, buffer.count, 0), received > 0 {
            while paused.isRaised { usleep(5000) }
            pending += buffer[..<received]
            var start = 0
            var numbers: [Int] = []
            pending.withUnsafeBufferPointer { bytes in
                while let frame = Self.frame(bytes, from: start) {
                    if let number = Self.sequence(bytes, frame) { numbers.append(number) }
                    start = frame.upperBound
                }
            }
            pending.removeFirst(start)
            note(numbers)
        }
    }

    private func note(_ numbers: [Int]) {
        seen.withLock { seen in
            for number in numbers {
                if number >= seen.count { seen += [Bool](repeating: false, count: number + 100_000 - seen.count) }
                seen[number] = true
            }
        }
        count.withLock { $0 += numbers.count }
    }

    private static func frame(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        var length = 0
        var index = start
        while index < bytes.count, bytes[index] != 0x20 {
            length = length * 10 + Int(bytes[index]) - 48
            index += 1
        }
        let begin = index + 1
        return index < bytes.count && begin + length <= bytes.count ? begin..<(begin + length) : nil
    }

    /// The second field, of lines whose first is a time; what else HAProxy says has none.
    private static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, _ frame: Range<Int>) -> Int? {
        var index = frame.lowerBound
        while index < frame.upperBound, bytes[index] != 0x20 {
            guard bytes[index] >= 48, bytes[index] <= 57 else { return nil }
            index += 1
        }
        var number = 0
        index += 1
        while index < frame.upperBound, bytes[index] != 0x20 {
            guard bytes[index] >= 48, bytes[index] <= 57 else { return nil }
            number = number * 10 + Int(bytes[index]) - 48
            index += 1
        }
        return number
    }
}
