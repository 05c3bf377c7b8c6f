import Foundation
import Glibc

/// Another program, run to its end: what it wrote and what it cost, children and all.
struct ChildRun: Sendable {
    var status: Int32
    /// User and system seconds of the program and of what it started.
    var cpu: Double
    /// The most memory that the program itself held, in bytes.
    var resident: Int
    var output: URL
    var errors: URL

    /// The last line that it wrote of its troubles.
    var lastWords: String {
        let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }
        return String((line ?? "no word").trimmingCharacters(in: .whitespaces).prefix(160))
    }

    /// Blocks the thread until it ends; ends it, with all that it started, when `limit` has passed or `isStopped` says so.
    static func run(
        _ command: [String], environment: [String: String] = [:], in folder: URL, limit: Duration = .seconds(1_800),
        isStopped: () -> Bool = { false }
    ) throws -> ChildRun {
        let name = UUID().uuidString
        let (output, errors) = (folder.appending(path: "\(name).out"), folder.appending(path: "\(name).err"))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors.path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        let merged = ProcessInfo.processInfo.environment.merging(environment) { _, given in given }
        let arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        let variables: [UnsafeMutablePointer<CChar>?] = merged.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var child = pid_t()
        let refusal = posix_spawnp(&child, command[0], &actions, &attributes, arguments, variables)
        guard refusal == 0 else {
            throw BenchTrouble(
                "\(command[0]) cannot be run (\(String(cString: strerror(refusal)))): scripts/bootstrap-bench")
        }
        let deadline = ContinuousClock.now + limit
        var (status, usage, isEnding) = (Int32(0), rusage(), false)
        // What `wait4` tells as the most memory is at least what this process had when it began the other.
        var resident = 0
        while wait4(child, &status, WNOHANG, &usage) == 0 {
            resident = max(resident, mostMemory(of: child))
            if !isEnding, isStopped() || ContinuousClock.now > deadline {
                isEnding = true
                kill(-child, SIGKILL)
            }
            usleep(1_000)
        }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return ChildRun(
            status: status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f),
            cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), resident: resident, output: output, errors: errors)
    }

    /// The most memory that a living process has held, in bytes; 0 where it has ended.
    private static func mostMemory(of process: pid_t) -> Int {
        guard let file = fopen("/proc/\(process)/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            if strncmp(line, "VmHWM:", 6) == 0 {
                return line.withUnsafeBufferPointer { atol($0.baseAddress! + 6) } * 1024
            }
        }
        return 0
    }

    /// What it wrote, line by line.
    func lines(_ body: (Substring) -> Void) throws {
        try String(contentsOf: output, encoding: .utf8).split(separator: "\n").forEach(body)
    }

    func remove() {
        try? FileManager.default.removeItem(at: output)
        try? FileManager.default.removeItem(at: errors)
    }
}
