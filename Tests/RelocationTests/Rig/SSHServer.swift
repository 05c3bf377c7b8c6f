import Foundation
import Relocation

/// An OpenSSH server of its own on loopback, with own keys; ended by its process id when it is let go.
final class SSHServer: @unchecked Sendable {
    let folder: URL
    let port: Int
    private var process: Process?

    /// - Parameter address: of loopback, so that several servers are several hosts.
    init(address: String = "127.0.0.1") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "rig-ssh-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        port = try openPort()
        if getuid() == 0 {
            try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        }
        let path = folder.path
        for key in ["host", "user", "stranger"] {
            try command(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(path)/\(key)"])
        }
        try FileManager.default.copyItem(atPath: "\(path)/user.pub", toPath: "\(path)/authorized")
        let hostKey = try String(contentsOfFile: "\(path)/host.pub", encoding: .utf8).split(separator: " ").prefix(2)
            .joined(separator: " ")
        try "[\(address)]:\(port) \(hostKey)\n".write(toFile: "\(path)/known", atomically: true, encoding: .utf8)
        let strangeKey = try String(contentsOfFile: "\(path)/stranger.pub", encoding: .utf8).split(separator: " ")
            .prefix(2).joined(separator: " ")
        try "[\(address)]:\(port) \(strangeKey)\n".write(
            toFile: "\(path)/known-wrong", atomically: true, encoding: .utf8)
        try """
        ListenAddress \(address)
        Port \(port)
        HostKey \(path)/host
        PidFile \(path)/pid
        AuthorizedKeysFile \(path)/authorized
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        PermitRootLogin yes
        LogLevel ERROR
        """.write(toFile: "\(path)/config", atomically: true, encoding: .utf8)
        self.address = address
        try start()
    }

    let address: String

    func start() throws {
        let child = Process()
        // Foundation takes a child for ended when it closes its inherited descriptors, as sshd does: a shell stands between.
        child.executableURL = URL(filePath: "/bin/sh")
        child.arguments = ["-c", "/usr/sbin/sshd -f '\(folder.path)/config' -D -e & wait"]
        child.standardError = FileHandle.nullDevice
        child.standardInput = FileHandle.nullDevice
        try child.run()
        process = child
        SSHServers.add(self)
        for _ in 0..<200 {
            if answers(address, port) { return }
            usleep(20_000)
        }
        throw Trouble("sshd did not start")
    }

    /// The listener and all its connections end, as when the host's network breaks.
    func kill() {
        guard let process else { return }
        for child in children(of: process.processIdentifier) { Foundation.kill(child, SIGKILL) }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    func way(known: String = "known", identity: String = "user", port: Int? = nil) -> SSHWay {
        SSHWay(
            user: NSUserName(), host: address, port: port ?? self.port, identity: "\(folder.path)/\(identity)",
            knownHosts: "\(folder.path)/\(known)", patience: 5)
    }

    var host: Host { .ssh(way()) }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }
}

/// Servers that a whole suite shares are never let go: they end with the tests' process.
private enum SSHServers {
    private struct Weak { weak var server: SSHServer? }
    private static let lock = NSLock()
    // Guarded by `lock`.
    nonisolated(unsafe) private static var all: [Weak] = []
    private static let atEnd: Void = { atexit { for one in SSHServers.all { one.server?.kill() } } }()

    static func add(_ server: SSHServer) {
        _ = atEnd
        lock.withLock { all.append(Weak(server: server)) }
    }
}

struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Direct and indirect children.
func children(of process: Int32) -> [Int32] {
    let direct = processes().filter { $0.parent == process }.map(\.id)
    return direct + direct.flatMap(children(of:))
}

struct Running {
    var id: Int32
    var parent: Int32
    var words: String
}

/// Every process, with its arguments and environment as others of this account see them.
func processes() -> [Running] {
    let ids = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
    return ids.compactMap { id in
        guard let words = try? Data(contentsOf: URL(filePath: "/proc/\(id)/cmdline")),
            let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return nil }
        let fields = stat[end...].split(separator: " ")
        guard fields.count > 2, fields[1] != "Z" else { return nil }
        return Running(
            id: id, parent: Int32(fields[2]) ?? 0,
            words: String(decoding: words, as: UTF8.self).replacingOccurrences(of: "\0", with: " "))
    }
}

/// Runs a program to its end. Its output goes through a file: the end of a pipe may be inherited by a server that is
/// started at the same time, and stay open.
@discardableResult
func command(_ words: [String], input: String? = nil, in folder: String? = nil) throws -> String {
    let place = FileManager.default.temporaryDirectory.appending(path: "command-\(UUID().uuidString)")
    try Data((input ?? "").utf8).write(to: place.appendingPathExtension("in"))
    try Data().write(to: place)
    defer {
        try? FileManager.default.removeItem(at: place)
        try? FileManager.default.removeItem(at: place.appendingPathExtension("in"))
    }
    let child = Process()
    child.executableURL = URL(filePath: "/usr/bin/env")
    child.arguments = words
    if let folder { child.currentDirectoryURL = URL(filePath: folder) }
    let output = try FileHandle(forWritingTo: place)
    child.standardOutput = output
    child.standardError = output
    child.standardInput = try FileHandle(forReadingFrom: place.appendingPathExtension("in"))
    try child.run()
    child.waitUntilExit()
    let written = String(decoding: try Data(contentsOf: place), as: UTF8.self)
    guard child.terminationStatus == 0 else {
        throw Trouble("\(words) ended with \(child.terminationStatus): \(written)")
    }
    return written
}

/// Whether somebody listens.
func answers(_ host: String, _ port: Int) -> Bool {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(handle) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    return withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}

func openPort() throws -> Int {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(handle) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(handle, $0, size) == 0 && getsockname(handle, $0, &size) == 0
        }
    }
    guard bound else { throw Trouble("no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
}
