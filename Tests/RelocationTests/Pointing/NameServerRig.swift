import Foundation
import SampleEstate

/// A dnsmasq of its own on loopback; ended by its process id when it is let go.
final class NameServerRig: @unchecked Sendable {
    let port: Int
    private let hosts: URL
    private let arguments: [String]
    private var process: Int32?

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
                "--addn-hosts=\(hosts.path)", "--auth-ttl=\(ttl)", "--auth-server=ns.test,127.0.0.1",
                "--auth-zone=test",
            ]
        }
        if let upstream { arguments += ["--server=127.0.0.1#\(upstream)", "--cache-size=1000", "--no-negcache"] }
        self.arguments = arguments + options
        try start()
    }

    private func start() throws {
        // Not as Foundation starts it: with what a thread blocks, SIGHUP and SIGTERM among it, blocked for ever.
        process = try DetachedProcess.spawn("/usr/sbin/dnsmasq", arguments, log: "\(hosts.path).log")
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
        if let process { kill(process, signal) }
    }

    func end() {
        tell(SIGKILL)
        if let process { waitpid(process, nil, 0) }
        process = nil
    }

    deinit {
        end()
        for end in ["", ".pid", ".log"] { try? FileManager.default.removeItem(atPath: hosts.path + end) }
    }
}
