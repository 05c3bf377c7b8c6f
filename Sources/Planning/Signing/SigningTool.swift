import Foundation

/// Signs and verifies bytes with OpenSSH's `ssh-keygen -Y`, the same public tool that anybody has. It runs in a child
/// process, waited for on a thread of its own so that no task waits on it.
package struct SigningTool: Sendable {
    private struct Outcome: Sendable {
        let code: Int32
        let output: String
        let complaint: String

        /// What the tool said was wrong.
        var trouble: String {
            let said = (complaint.isEmpty ? output : complaint).replacing("\r", with: "")
            return said.isEmpty ? "ssh-keygen ended with \(code)" : said
        }
    }

    /// The tool's name or path, looked up like a shell does.
    private let tool: String

    /// The most that is kept of what the tool says; a signature is well under 1 kB.
    private static let outputBound = 65_536

    package init(tool: String = "ssh-keygen") { self.tool = tool }

    /// Signs bytes.
    /// - Parameters:
    ///   - keyFile: a private key without passphrase, or a public key whose private half an agent holds; nothing is
    ///     asked on the terminal.
    ///   - namespace: keeps the signature from counting for anything else.
    /// - Returns: the armoured signature, ended by a line feed.
    package func sign(
        _ bytes: [UInt8], keyFile: String, namespace: String
    ) async throws(PlanningError) -> String {
        let outcome = try await run(["-Y", "sign", "-q", "-f", keyFile, "-n", namespace], input: bytes)
        guard outcome.code == 0, outcome.output.hasPrefix("-----BEGIN SSH SIGNATURE-----") else {
            throw .toolFailed(tool: "ssh-keygen -Y sign", detail: outcome.trouble)
        }
        return outcome.output + "\n"
    }

    /// Verifies a signature.
    /// - Parameters:
    ///   - armoured: the signature.
    ///   - allowedSigners: the lines of an `allowed_signers` file.
    ///   - person: as those lines name them.
    /// - Returns: why it does not hold; nil where it does.
    package func trouble(
        _ bytes: [UInt8], armoured: String, allowedSigners: String, person: String, namespace: String
    ) async throws(PlanningError) -> String? {
        let folder = try PrivateFolder()
        defer { folder.remove() }
        let signers = try folder.write("allowed_signers", Array(allowedSigners.utf8))
        let file = try folder.write("signature", Array(armoured.utf8))
        let outcome = try await run(
            ["-Y", "verify", "-f", signers, "-I", person, "-n", namespace, "-s", file], input: bytes)
        return outcome.code == 0 ? nil : outcome.trouble
    }

    /// Runs the tool with these arguments and `input` on its standard input.
    private func run(_ arguments: [String], input: [UInt8]) async throws(PlanningError) -> Outcome {
        let result: Result<Outcome, PlanningError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: Result { () throws(PlanningError) in try wait(arguments, input) })
            }
        }
        return try result.get()
    }

    private func wait(_ arguments: [String], _ input: [UInt8]) throws(PlanningError) -> Outcome {
        // Files rather than pipes: nothing can fill up and stop, and no signal comes from a reader that has gone.
        let folder = try PrivateFolder()
        defer { folder.remove() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        // No question on a terminal: the key that was named, or none. An agent may hold the private half of it.
        var environment = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("SSH_") || $0.key == "SSH_AUTH_SOCK"
        }
        environment["SSH_ASKPASS_REQUIRE"] = "never"
        environment["LC_ALL"] = "C"
        process.environment = environment
        process.standardInput = try folder.handle(of: "input", containing: input)
        let output = try folder.handle(of: "output", containing: [])
        let complaint = try folder.handle(of: "complaint", containing: [])
        process.standardOutput = output
        process.standardError = complaint
        do {
            try process.run()
        } catch {
            throw .toolFailed(tool: tool, detail: "\(error)")
        }
        process.waitUntilExit()
        guard process.terminationStatus != 127 else {
            throw .toolFailed(tool: tool, detail: "it is not installed")
        }
        return Outcome(
            code: process.terminationStatus, output: Self.text(of: output), complaint: Self.text(of: complaint))
    }

    private static func text(of handle: FileHandle) -> String {
        try? handle.seek(toOffset: 0)
        let bytes = (try? handle.read(upToCount: outputBound)) ?? Data()
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A folder that only this user can enter, for as long as one check takes.
struct PrivateFolder {
    let path: String

    init() throws(PlanningError) {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-\(UUID().uuidString)").path
        do {
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .file(path: place, detail: "the folder cannot be made: \(error.localizedDescription)")
        }
        path = place
    }

    /// Writes a file with mode 0600 and returns its path.
    func write(_ name: String, _ bytes: [UInt8]) throws(PlanningError) -> String {
        let place = path + "/" + name
        guard
            FileManager.default.createFile(
                atPath: place, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else { throw .file(path: place, detail: "the file cannot be written") }
        return place
    }

    /// A file with mode 0600, open for reading and writing from its beginning.
    func handle(of name: String, containing bytes: [UInt8]) throws(PlanningError) -> FileHandle {
        let place = try write(name, bytes)
        guard let handle = FileHandle(forUpdatingAtPath: place) else {
            throw .file(path: place, detail: "the file cannot be opened")
        }
        return handle
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
