import Glibc

/// Starting programs in a session of their own, so that they outlive whoever started them.
package enum ChildProcess {
    /// Starts `program` with output and errors going to the descriptor.
    package static func spawn(_ program: String, _ arguments: [String], output: Int32) throws(TrafficError) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        // A listening socket or a database handle of the parent must not live on in the edge.
        for handle in openHandles() { posix_spawn_file_actions_addclose(&actions, handle) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var usual = sigset_t()
        sigemptyset(&usual)
        for signal in [SIGINT, SIGTERM, SIGPIPE, SIGHUP] { sigaddset(&usual, signal) }
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(
            &attributes, ownSession | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process = pid_t()
        let result = posix_spawn(&process, program, &actions, &attributes, &words, environ)
        guard result == 0 else {
            throw .startFailed(program: program, reason: String(cString: strerror(result)), log: "standard error")
        }
        return process
    }

    private static func spawn(
        _ program: String, _ arguments: [String], outputThenClosed output: Int32
    ) throws(TrafficError) -> Int32 {
        defer { close(output) }
        return try spawn(program, arguments, output: output)
    }

    /// `POSIX_SPAWN_SETSID`, which the C headers show only to GNU programs.
    private static let ownSession: Int16 = 0x80

    /// Open descriptors above standard error.
    private static func openHandles() -> [Int32] {
        guard let folder = opendir("/proc/self/fd") else { return [] }
        defer { closedir(folder) }
        var handles: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let handle = Int32(name), handle > 2, handle != dirfd(folder) { handles.append(handle) }
        }
        return handles
    }

    /// Alive, and not merely waiting to be reaped.
    package static func isAlive(_ process: Int32) -> Bool {
        var status: Int32 = 0
        if waitpid(process, &status, WNOHANG) == process { return false }
        guard let stat = try? MapFile.read("/proc/\(process)/stat"), let end = stat.lastIndex(of: ")") else {
            return false
        }
        let state = stat[end...].dropFirst(2).first
        return state != "Z" && state != "X"
    }

    /// Runs a short program to its end and gives its output and exit status.
    static func run(_ program: String, _ arguments: [String], within: Duration) async throws(TrafficError) -> (
        status: Int32, output: String
    ) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw .startFailed(program: program, reason: String(cString: strerror(errno)), log: "standard error")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let process = try spawn(program, arguments, outputThenClosed: ends[1])
        let deadline = ContinuousClock.now + within
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if ContinuousClock.now > deadline {
                kill(process, SIGKILL)
                waitpid(process, &status, 0)
                throw .startFailed(program: program, reason: "no end within \(within)", log: "standard error")
            }
            try? await Task.sleep(for: .milliseconds(2))
        }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while case let count = read(ends[0], &buffer, buffer.count), count > 0 { output += buffer[..<count] }
        let exited = status & 0x7f == 0
        return (exited ? (status >> 8) & 0xff : 128 + (status & 0x7f), String(decoding: output, as: UTF8.self))
    }
}
