import Foundation

/// What could not be started, and what the server wrote about it.
public struct RigTrouble: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// A server's process and the temporary folder that it lives in.
final class ServerFolder: @unchecked Sendable {
    let folder: URL
    // Guarded by `lock`.
    private var process: Process?
    private let lock = NSLock()

    init(_ name: String) throws {
        _ = Self.outlivesClients
        folder = FileManager.default.temporaryDirectory.appending(path: "rig-\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// A client that ends before it has read its statements, as the server is not there yet, must not end the tests.
    private static let outlivesClients: Void = { _ = Foundation.signal(SIGPIPE, SIG_IGN) }()

    var log: URL { folder.appending(path: "server.log") }

    /// Runs a command to its end.
    func run(_ command: [String], input: String? = nil) throws {
        let child = try start(command, input: input)
        child.waitUntilExit()
        guard child.terminationStatus == 0 else {
            throw RigTrouble("\(command[0]) ended with \(child.terminationStatus): \(written())")
        }
    }

    /// Starts the server itself; one at a time.
    func serve(_ command: [String]) throws {
        let child = try start(command)
        lock.withLock { process = child }
        OpenServers.add(child.processIdentifier, folder)
    }

    private func start(_ command: [String], input: String? = nil) throws -> Process {
        if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
        let output = try FileHandle(forWritingTo: log)
        try output.seekToEnd()
        let child = Process()
        child.executableURL = URL(filePath: "/usr/bin/env")
        child.arguments = command
        child.currentDirectoryURL = folder
        child.standardOutput = output
        child.standardError = output
        child.standardInput = FileHandle.nullDevice
        let pipe = input.map { _ in Pipe() }
        if let pipe { child.standardInput = pipe }
        try child.run()
        if let pipe, let input {
            try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try pipe.fileHandleForWriting.close()
        }
        return child
    }

    var processID: Int32? { lock.withLock { process?.processIdentifier } }
    var isRunning: Bool { lock.withLock { process?.isRunning ?? false } }

    func signal(_ signal: Int32) {
        if let processID { kill(processID, signal) }
    }

    /// Ends the process at once, as a power cut would, and waits for it.
    func killServer() {
        guard let child = lock.withLock({ process }) else { return }
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        OpenServers.remove(child.processIdentifier)
        lock.withLock { process = nil }
    }

    func remove() {
        killServer()
        try? FileManager.default.removeItem(at: folder)
    }

    func written() -> String {
        String(decoding: ((try? Data(contentsOf: log)) ?? Data()).suffix(1_500), as: UTF8.self)
    }

    deinit { remove() }
}

/// Servers that a whole suite shares are never let go: they end with the tests' process.
private enum OpenServers {
    private static let lock = NSLock()
    // Guarded by `lock`.
    nonisolated(unsafe) private static var folders: [Int32: URL] = [:]
    private static let atEnd: Void = { atexit { OpenServers.end() } }()

    static func add(_ id: Int32, _ folder: URL) {
        _ = atEnd
        lock.withLock { folders[id] = folder }
    }

    static func remove(_ id: Int32) { lock.withLock { _ = folders.removeValue(forKey: id) } }

    static func end() {
        for (id, folder) in lock.withLock({ folders }) {
            kill(id, SIGKILL)
            var status: Int32 = 0
            waitpid(id, &status, 0)
            try? FileManager.default.removeItem(at: folder)
        }
    }
}

/// A port that was free a moment ago.
func freePort() throws -> Int {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0
        }
    }
    guard bound else { throw RigTrouble("no free port on loopback") }
    return Int(UInt16(bigEndian: address.sin_port))
}
