import AccessLogs
import Foundation
import Gating
import Observation

/// Two sides that write access logs, by a clock of the test's own: times are ms after the step opened.
final class SideLogs {
    static let openedAt = 1_795_000_000_000
    let folder: URL
    private let stamp = DateFormatter()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sides-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        stamp.locale = Locale(identifier: "en_US_POSIX")
        stamp.timeZone = TimeZone(secondsFromGMT: 0)
        stamp.dateFormat = "dd/MMM/yyyy:HH:mm:ss '+0000'"
        for side in Side.allCases { try Data().write(to: file(side)) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func file(_ side: Side) -> URL { folder.appending(path: "\(side.rawValue).log") }

    func watch(_ signals: [ObservedSignal], patience: Int = 300_000, most: Int = 2_000_000) throws -> FileWatch {
        let files = FileSignals(
            old: LogPlace(path: file(.old).path, format: .nginx), new: LogPlace(path: file(.new).path),
            steps: [
                StepMatch(step: "pay", path: "/pay", hasVariant: true),
                StepMatch(step: "thanks", path: "/thanks", isExact: true), StepMatch(step: "home", path: "/"),
            ],
            signals: signals)
        return try FileWatch(files, offsets: folder.appending(path: "places"), patience: patience, most: most)
    }

    /// A line as nginx writes it.
    func line(
        _ visitor: Int, at ms: Int, _ path: String = "/", status: Int = 200, took: String? = "0.021",
        agent: String = "Mozilla/5.0 (X11; Linux x86_64)"
    ) -> String {
        let end = Double(Self.openedAt + ms) / 1_000
        let client = "10.\(visitor >> 16 & 255).\(visitor >> 8 & 255).\(visitor & 255)"
        let time = stamp.string(from: Date(timeIntervalSince1970: end.rounded(.down)))
        return "\(client) - - [\(time)] \"GET \(path) HTTP/1.1\" \(status) 512 \"-\" \"\(agent)\""
            + (took.map { " rt=\($0)" } ?? "") + " msec=\(String(format: "%.3f", end))\n"
    }

    func write(_ side: Side, _ text: String) throws {
        let handle = try FileHandle(forWritingTo: file(side))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }
}

extension FileWatch {
    /// A look at a time after the step opened, with a moment for lines to be written.
    func look(at ms: Int) async -> (signals: [String: SignalEvidence], lines: Int, missing: Int, trouble: String?) {
        await look(until: SideLogs.openedAt + ms + 1_250)
    }

    func open() { open(openedAt: SideLogs.openedAt) }
}
