import Glibc

/// Starts programs that outlive the one that starts them, and tells whether a process still lives.
package enum DetachedProcess {
    /// Starts a program in a session of its own, with standard input from nowhere and its output appended to a log.
    ///
    /// The new process inherits no other open file, no blocked signal and no ignored one: the starter may be a server
    /// that ignores SIGTERM, its children must not.
    /// - Returns: its pid.
    package static func spawn(_ path: String, _ arguments: [String], log: String) throws(SampleEstateError) -> Int32 {
        guard access(path, X_OK) == 0 else { throw .executableMissing(path: path) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // The flag of a session of its own is not in every header as a number Swift can see.
        let newSession: Int32 = 0x80
        posix_spawnattr_setflags(
            &attributes, Int16(newSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)))

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        for descriptor in openDescriptors() { posix_spawn_file_actions_addclose(&actions, descriptor) }

        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, path, &actions, &attributes, words, environ)
        guard code == 0 else { throw .spawnFailed(path: path, code: code) }
        return pid
    }

    /// Every descriptor above standard error that is open now. One that is closed meanwhile does no harm: the system
    /// skips it.
    private static func openDescriptors() -> [Int32] {
        guard let folder = opendir("/proc/self/fd") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let descriptor = Int32(name), descriptor > 2 { found.append(descriptor) }
        }
        return found
    }

    /// When the process began, in clock ticks since boot; nil when it does not live. A zombie does not live: if it is
    /// a child of ours it is buried on the way.
    static func started(_ pid: Int32) -> UInt64? {
        guard pid > 0 else { return nil }
        var status: Int32 = 0
        if waitpid(pid, &status, WNOHANG) == pid { return nil }
        guard let fields = statFields(pid), fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }

    /// The fields of `/proc/PID/stat` behind the program's name (which may itself hold spaces and brackets).
    private static func statFields(_ pid: Int32) -> [Substring]? {
        let descriptor = open("/proc/\(pid)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        guard let bracket = text.lastIndex(of: ")") else { return nil }
        return text[text.index(after: bracket)...].split(separator: " ")
    }
}
