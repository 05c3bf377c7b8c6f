/// A machine that commands run on: this one, or one that is reached over SSH. Its shell must be a POSIX shell.
///
///     let old = Host.ssh(SSHWay(user: "store", host: "old.example", identity: "/keys/move"))
///     let reply = try await old.run(["df", "-P"]).succeeded()
public enum Host: Sendable, Hashable, CustomStringConvertible {
    case local
    case ssh(SSHWay)

    /// As errors, reports and progress name it.
    public var description: String {
        switch self {
        case .local: "this machine"
        case .ssh(let way): way.name
        }
    }

    /// Runs a command to its end.
    ///
    /// A task that is cancelled, and a limit that is passed, end the command where it runs, with all that it has started.
    /// - Parameters:
    ///   - words: the program and its arguments, handed over as they are: no shell reads them.
    ///   - secrets: environment for the command by name; taken out of what it writes to standard error.
    ///   - limit: bytes of output.
    ///   - within: the time it has.
    /// - Returns: the reply, also where the status is not 0: see ``HostReply/succeeded(also:mend:)``.
    /// - Throws: ``RelocationError/unreachable(host:why:)`` and its like, `lost`, `tooMuch`, `tooSlow`, `cancelled`
    public func run(
        _ words: [String], input: HostInput = .none, secrets: [String: String] = [:], limit: Int = 1 << 20,
        within: Duration = .seconds(60)
    ) async throws(RelocationError) -> HostReply {
        let kept = Collected(limit: limit)
        let reply = try await stream(words, input: input, secrets: secrets, within: within) {
            bytes throws(RelocationError) in
            guard await kept.add(bytes) else {
                throw .tooMuch(host: description, command: Self.summary(words, Redaction(secrets.values)), limit: limit)
            }
        }
        return HostReply(
            host: reply.host, command: reply.command, status: reply.status, output: await kept.bytes,
            errors: reply.errors)
    }

    /// Runs a command and hands its output on as it arrives; the command waits while `output` works. Two hosts make a
    /// pipeline: `to.stream(…, input: .writing { writer in try await from.stream(…) { try await writer.write($0) } })`.
    ///
    /// - Parameter output: may throw, which ends the command.
    /// - Returns: the reply without output.
    @discardableResult
    public func stream(
        _ words: [String], input: HostInput = .none, secrets: [String: String] = [:], within: Duration? = nil,
        output: @escaping @Sendable ([UInt8]) async throws(RelocationError) -> Void
    ) async throws(RelocationError) -> HostReply {
        let prologue = try Prologue(words, secrets: secrets)
        let redaction = Redaction(secrets.values)
        let child = ChildRun(
            words: try command(prologue), prologue: prologue, host: description,
            command: Self.summary(words, redaction), redaction: redaction, input: input, output: output, within: within
        ) { process in
            if case .ssh = self { await end(process) }
        }
        var ended = try await child.perform()
        // A server that greets too many at once closes on some of them. The command has not begun: ask again.
        for attempt in 1..<5 where !ended.hasBegun && ended.errors.contains("kex_exchange_identification") {
            try? await Task.sleep(for: .milliseconds(Int.random(in: 100...300) * attempt))
            ended = try await child.perform()
        }
        if case .ssh = self, ended.status == 255 || !ended.hasBegun { try explain(ended) }
        return HostReply(
            host: description, command: child.command, status: ended.status, output: [], errors: ended.errors)
    }

    private func command(_ prologue: Prologue) throws(RelocationError) -> [String] {
        switch self {
        case .local: prologue.local
        case .ssh(let way): try way.client() + ["--", way.host, prologue.remote]
        }
    }

    /// Why the SSH client ended without the command's own status.
    private func explain(_ ended: ChildRun.Ended) throws(RelocationError) {
        let why = ended.errors.split(whereSeparator: \.isNewline).suffix(3).joined(separator: " / ")
        if ended.hasBegun {
            let signs = ["closed by remote host", "Connection to ", "send disconnect", "Broken pipe", "mux_client"]
            // The command's own 255 comes with its own words.
            guard ended.errors.isEmpty || signs.contains(where: why.contains) else { return }
            throw .lost(host: description, command: ended.command, why: why.isEmpty ? "it closed" : why)
        }
        if why.contains("Host key verification failed") || why.contains("IDENTIFICATION HAS CHANGED")
            || why.contains("host key is known")
        {
            throw .strangeKey(host: description, why: why)
        }
        if why.contains("Permission denied") || why.contains("Too many authentication failures") {
            throw .refused(host: description, why: why)
        }
        if ended.status == 255 || why.contains("onnection") {
            throw .unreachable(host: description, why: why.isEmpty ? "it closed the connection" : why)
        }
        throw .refused(host: description, why: why.isEmpty ? "its shell did not run the command" : why)
    }

    /// Ends a command where it runs: closing the connection alone would leave it at work. The server has made the
    /// command the leader of its own process group.
    private func end(_ process: Int32) async {
        let script = """
            kill -s TERM -- -$1 2>/dev/null || kill -s TERM $1 2>/dev/null
            left=30
            while kill -s 0 -- -$1 2>/dev/null && [ $left -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
            kill -s KILL -- -$1 2>/dev/null
            true
            """
        _ = try? await run(["sh", "-c", script, "sh", "\(process)"], within: .seconds(8))
    }

    /// The command for error texts: short, on one line, without secrets.
    static func summary(_ words: [String], _ redaction: Redaction) -> String {
        let text = redaction(words.joined(separator: " ").split(whereSeparator: \.isNewline).joined(separator: " "))
        return text.count > 160 ? text.prefix(160) + "…" : text
    }
}

/// Output that is kept until the command ends.
private actor Collected {
    private(set) var bytes: [UInt8] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// False when it is too much.
    func add(_ more: [UInt8]) -> Bool {
        guard bytes.count + more.count <= limit else { return false }
        bytes += more
        return true
    }
}
