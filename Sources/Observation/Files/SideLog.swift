import AccessLogs
import Foundation

/// The log of one side: lines read one ahead, so that both sides can be taken in the order of their times.
final class SideLog {
    /// One line that could be read; its bytes are valid until the next is asked for.
    struct Ahead {
        let line: AccessLine
        let bytes: UnsafeRawBufferPointer
    }

    let isNew: Bool
    let path: String
    private(set) var ahead: Ahead?
    /// Since the last look: lines, those that are not of the format, and the first such fault.
    private(set) var lines = 0
    private(set) var strange = 0
    private(set) var fault: LineFault?
    /// Shoppers' requests that name no client, and those that say how long they took.
    var nameless = 0
    var requests = 0
    var timed = 0
    var clock = ClockWatch()
    /// When the log was last read to its end; nil where what comes next may be of any age.
    var caughtUpAt: Int?
    /// When a line last came, or reading began.
    var lastSign = 0

    private let log: LogFile
    private var reader: LogReader?
    private let seed: UInt64
    /// Whether the log was read to its end in this look: asked for every line of the other side, it would look for
    /// rotated files each time.
    private var isAtEnd = false

    /// - Parameter seed: of the visitors' hashes, the same for both sides, and one that nobody who writes requests can
    ///   guess: he could else choose names that collide.
    init(_ place: LogPlace, isNew: Bool, offsets: URL, openedAt: Int, seed: UInt64) throws(FileTrouble) {
        self.isNew = isNew
        path = place.path
        log = try LogFile(path: place.path, offsets: offsets, mark: openedAt)
        self.seed = seed
        reader = place.format.map { LogReader($0, seed: seed) }
    }

    /// Makes sure that the next line that can be read stands ahead. False where there is none now.
    /// - Throws: `FileTrouble` or `AccessLogError`, after which nothing was consumed.
    @inline(__always)
    func look() throws -> Bool {
        if ahead != nil { return true }
        if isAtEnd { return false }
        while let bytes = try log.next() {
            if reader == nil { try tellFormat() }
            lines += 1
            do throws(LineFault) {
                if let line = try reader?.read(bytes) {
                    ahead = Ahead(line: line, bytes: bytes)
                    return true
                }
            } catch {
                strange += 1
                if fault == nil { fault = error }
            }
            log.consume()
        }
        isAtEnd = true
        return false
    }

    func consume() {
        ahead = nil
        log.consume()
    }

    private func tellFormat() throws {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        let first = try handle.read(upToCount: 1 << 16) ?? Data()
        let format = try first.withUnsafeBytes { try LogFormat.detect($0) }
        reader = LogReader(format, seed: seed)
    }

    /// Begins a look: HAProxy's clock is the machine's, and may have changed its zone.
    func begin(now: Int) {
        if lastSign == 0 { lastSign = now }
        (lines, strange, fault, nameless, requests, timed, isAtEnd) = (0, 0, nil, 0, 0, 0, false)
        reader?.zoneSeconds = TimeZone.current.secondsFromGMT()
    }

    func save() throws(FileTrouble) { try log.save() }

    func takeGaps() -> [String] { log.takeGaps() }

    var format: LogFormatName? { reader?.format }
}
