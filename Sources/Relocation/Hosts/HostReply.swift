/// What a command said, and how it ended.
public struct HostReply: Sendable, Hashable {
    /// As errors name the host.
    public let host: String
    /// The command, shortened and without secrets.
    public let command: String
    /// 0...255; 128 and a signal's number where it was ended by one.
    public let status: Int32
    public let output: [UInt8]
    /// What it wrote to standard error, at most the last 64 KiB, without secrets.
    public let errors: String

    public init(host: String, command: String, status: Int32, output: [UInt8], errors: String) {
        self.host = host
        self.command = command
        self.status = status
        self.output = output
        self.errors = errors
    }

    /// The output as text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: output, as: UTF8.self) }

    /// The host knows no such program, or may not run it.
    public var isToolMissing: Bool { status == 127 || status == 126 }

    /// This reply, if the command ended well.
    ///
    /// - Parameters:
    ///   - also: other statuses that are no failure, such as 24 of `rsync`.
    ///   - mend: what to do about a failure.
    /// - Throws: ``RelocationError/toolMissing(host:tool:mend:)``, ``RelocationError/full(host:place:why:)``,
    ///   ``RelocationError/commandFailed(host:command:status:why:mend:)``
    @discardableResult
    public func succeeded(
        also: Set<Int32> = [], mend: String = "mend what it names, then run it again"
    ) throws(RelocationError) -> HostReply {
        if status == 0 || also.contains(status) { return self }
        let why = lastWords
        if isToolMissing {
            let tool = String(command.split(separator: " ").first ?? "")
            throw .toolMissing(host: host, tool: tool, mend: "install it there, or correct the path")
        }
        let lower = why.lowercased()
        if lower.contains("no space left on device") || lower.contains("disk quota exceeded") {
            throw .full(host: host, place: "where `\(command)` writes", why: why)
        }
        throw .commandFailed(host: host, command: command, status: status, why: why, mend: mend)
    }

    /// The end of what it wrote to standard error, on one line.
    public var lastWords: String {
        let lines = errors.split(whereSeparator: \.isNewline).suffix(6).map { line in
            line.count > 400 ? "\(line.prefix(400))…" : String(line)
        }
        return lines.joined(separator: " / ")
    }
}
