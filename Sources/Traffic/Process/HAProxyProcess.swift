import Glibc

/// A running HAProxy, in a session of its own: it trades on whatever becomes of the program that started it.
public struct HAProxyProcess: Sendable, Hashable {
    public let layout: EdgeLayout
    public let processID: Int32

    /// Writes the files, checks them with HAProxy itself, starts it and waits until its admin socket answers.
    ///
    /// The policy map is not touched when there is one, so a restart trades on as it was last acknowledged.
    /// - Throws: ``TrafficError/haproxyMissing(searched:)``, ``TrafficError/portInUse(address:)``,
    ///   ``TrafficError/configurationRefused(path:output:)``, ``TrafficError/startFailed(program:reason:log:)``
    public static func start(
        _ configuration: HAProxyConfiguration, binary known: HAProxyBinary? = nil, within: Duration = .seconds(10)
    ) async throws(TrafficError) -> HAProxyProcess {
        let binary: HAProxyBinary
        if let known { binary = known } else { binary = try await HAProxyBinary.find() }
        let layout = configuration.layout
        try EdgeFiles.write(configuration)
        try PortProbe.checkFree(configuration.topology.listeners.all)
        try await check(configuration, binary: binary)
        let log = open(layout.output, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard log >= 0 else {
            throw .fileFailed(path: layout.output, operation: "opening", reason: String(cString: strerror(errno)))
        }
        defer { close(log) }
        let process = try ChildProcess.spawn(binary.path, ["-db", "-f", layout.configuration], output: log)
        let started = HAProxyProcess(layout: layout, processID: process)
        do throws(TrafficError) {
            try MapFile.write("\(process)\n", to: layout.processFile)
            try await started.waitUntilServing(within: within, binary: binary)
        } catch {
            kill(process, SIGKILL)
            throw error
        }
        return started
    }

    /// HAProxy's own opinion of the written files.
    /// - Throws: ``TrafficError/configurationRefused(path:output:)``
    public static func check(
        _ configuration: HAProxyConfiguration, binary: HAProxyBinary
    ) async throws(TrafficError) {
        let path = configuration.layout.configuration
        let verdict = try await ChildProcess.run(binary.path, ["-c", "-f", path], within: .seconds(30))
        guard verdict.status == 0 else { throw .configurationRefused(path: path, output: verdict.output) }
    }

    /// The process a former program left running here; `nil` when there is none. A process id that by now belongs to
    /// something else is not taken for it.
    public static func adopt(_ layout: EdgeLayout) -> HAProxyProcess? {
        guard let text = try? MapFile.read(layout.processFile),
            let process = Int32(text.trimmingSuffix { $0.isNewline }),
            let command = try? MapFile.read("/proc/\(process)/cmdline"),
            command.split(separator: "\0").contains(Substring(layout.configuration)), ChildProcess.isAlive(process)
        else { return nil }
        return HAProxyProcess(layout: layout, processID: process)
    }

    public var isAlive: Bool { ChildProcess.isAlive(processID) }

    /// Ends it: politely, and after `patience` by force.
    /// - Throws: ``TrafficError/stopFailed(processID:waited:)``
    public func stop(patience: Duration = .seconds(3)) async throws(TrafficError) {
        for signal in [SIGTERM, SIGKILL] where isAlive {
            kill(processID, signal)
            let deadline = ContinuousClock.now + patience
            while isAlive, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(5)) }
        }
        if isAlive { throw .stopFailed(processID: processID, waited: patience * 2) }
        unlink(layout.processFile)
    }

    private func waitUntilServing(within: Duration, binary: HAProxyBinary) async throws(TrafficError) {
        let deadline = ContinuousClock.now + within
        while ContinuousClock.now < deadline {
            guard isAlive else {
                throw .startFailed(program: binary.path, reason: "it ended at once: \(lastWords)", log: layout.output)
            }
            if answers { return }
            try? await Task.sleep(for: .milliseconds(5))
        }
        throw .startFailed(
            program: binary.path, reason: "its admin socket did not answer within \(within)", log: layout.output)
    }

    /// The socket file may be a former process's, so only this process's answer counts.
    private var answers: Bool {
        let socket = RuntimeSocket(path: layout.socket, patience: .milliseconds(500))
        guard let reply = try? socket.send([RuntimeCommand("show info")]) else { return false }
        return RuntimeReply.info(reply[0])["Pid"] == String(processID)
    }

    private var lastWords: String {
        let lines = ((try? MapFile.read(layout.output)) ?? "").split(separator: "\n")
        return lines.suffix(3).joined(separator: " / ")
    }
}

extension String {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, predicate(last) { text.removeLast() }
        return text
    }
}
