import Synchronization

/// The figures of `rsync --stats`.
struct RsyncStats: Sendable, Hashable {
    var total = 0
    var transferred = 0
    var transferredBytes = 0
    var deleted = 0

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            // Releases differ in whether thousands have commas.
            let figure = line[line.index(after: colon)...].drop { $0 == " " }.prefix { $0.isNumber || $0 == "," }
            guard let value = Int(figure.filter(\.isNumber)) else { continue }
            switch line[..<colon] {
            case "Number of files": total = value
            case "Number of regular files transferred", "Number of files transferred": transferred = value
            case "Total transferred file size": transferredBytes = value
            case "Number of deleted files": deleted = value
            default: break
            }
        }
    }
}

/// Bytes counted from several tasks.
final class ByteCount: Sendable {
    private let count = Mutex(0)

    /// The count with these.
    func add(_ bytes: Int) -> Int {
        count.withLock {
            $0 += bytes
            return $0
        }
    }

    var value: Int { count.withLock { $0 } }
}
