import Foundation

/// Stops a process and returns when each of its threads stands. The signal alone is not enough: it reaches one thread
/// first, and for a moment the others go on answering.
public func standStill(_ process: Int32) throws {
    guard kill(process, SIGSTOP) == 0 else { throw CannotStop(process: process) }
    let deadline = ContinuousClock.now + .seconds(10)
    while try threads(of: process).contains(where: { $0 != "T" }) {
        guard ContinuousClock.now < deadline else { throw CannotStop(process: process) }
        usleep(500)
    }
}

/// Lets a process that stands go on.
public func goOn(_ process: Int32) { kill(process, SIGCONT) }

public struct CannotStop: Error {
    public let process: Int32
}

/// The state of each thread, as the kernel writes it after the last parenthesis of `stat`.
private func threads(of process: Int32) throws -> [Character] {
    let folder = "/proc/\(process)/task"
    return try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { thread in
        guard let stat = try? String(contentsOfFile: "\(folder)/\(thread)/stat", encoding: .utf8),
            let name = stat.lastIndex(of: ")")
        else { return nil }
        return stat[stat.index(after: name)...].first { $0 != " " }
    }
}
