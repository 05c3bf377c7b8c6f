import Foundation

/// A dnsmasq of its own on loopback; ended by its process id when it is let go.
final class NameServerRig: @unchecked Sendable {
    let port: Int
    private let hosts: URL
    private let arguments: [String]
    private var process: Process?

    /// - Parameters:
    ///   - zone: lines of a hosts file: it holds these names itself. Nil for one that asks `upstream` and remembers.
    ///   - options: further options of dnsmasq.
    init(zone: String? = nil, ttl: Int = 60, upstream: Int? = nil, options: [String] = []) throws {
        port = try openPort()
        hosts = FileManager.default.temporaryDirectory.appending(path: "rig-names-\(UUID().uuidString.prefix(8))")
        var arguments = [
            "--keep-in-foreground", "--conf-file=/dev/null", "--no-hosts", "--no-resolv", "--no-daemon",
            "--listen-address=127.0.0.1", "--bind-interfaces", "--port=\(port)", "--no-poll",
            "--pid-file=\(hosts.path).pid",
        ]
        if let zone {
            try zone.write(to: hosts, atomically: false, encoding: .utf8)
            arguments += [
                "--addn-hosts=\(hosts.path)", "--auth-ttl=\(ttl)", "--auth-server=ns.test,127.0.0.1", "--auth-zone=test",
            ]
        }
        if let upstream { arguments += ["--server=127.0.0.1#\(upstream)", "--cache-size=1000", "--no-negcache"] }
        self.arguments = arguments + options
        try start()
    }

    private func start() throws {
        let child = Process()
        // Foundation takes a child for ended when it closes its inherited descriptors: a shell stands between.
        child.executableURL = URL(filePath: "/bin/sh")
        child.arguments = ["-c", "\"$@\" & wait", "sh", "/usr/sbin/dnsmasq"] + arguments
        child.standardError = FileHandle.nullDevice
        child.standardInput = FileHandle.nullDevice
        try child.run()
        process = child
        for _ in 0..<200 {
            if answers("127.0.0.1", port) { return }
            usleep(10_000)
        }
        throw Trouble("dnsmasq did not start at \(port)")
    }

    /// Another zone, as when its owner has changed it.
    func change(_ zone: String) throws {
        try zone.write(to: hosts, atomically: false, encoding: .utf8)
        tell(SIGHUP)
        usleep(100_000)
    }

    private func tell(_ signal: Int32) {
        for child in process.map({ children(of: $0.processIdentifier) }) ?? [] { kill(child, signal) }
    }

    func end() {
        tell(SIGTERM)
        process?.waitUntilExit()
        process = nil
    }

    deinit {
        end()
        try? FileManager.default.removeItem(at: hosts)
        try? FileManager.default.removeItem(atPath: "\(hosts.path).pid")
    }
}
