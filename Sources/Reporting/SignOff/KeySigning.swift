public import Foundation

/// Signs and verifies with OpenSSH's `ssh-keygen -Y`, the same public tool that anybody has.
public enum KeySigning {
    /// Signs bytes with a private key.
    /// - Parameters:
    ///   - key: path of the private key, or of a public key whose private half an agent holds.
    ///   - person: for the error only.
    /// - Returns: the armoured signature.
    public static func sign(
        _ bytes: Data, key: String, namespace: String, person: String
    ) async throws(ReportingError) -> String {
        let outcome: Outcome
        do {
            outcome = try await run(["-Y", "sign", "-q", "-n", namespace, "-f", key], input: bytes)
        } catch {
            throw .notSigned(person: person, why: "ssh-keygen cannot be run (\(error)); install openssh-client")
        }
        guard outcome.status == 0, outcome.output.hasPrefix("-----BEGIN SSH SIGNATURE-----") else {
            throw .notSigned(person: person, why: outcome.trouble)
        }
        return outcome.output
    }

    /// Verifies a signature.
    /// - Parameters:
    ///   - signature, allowedSigners: paths.
    ///   - person: as `allowedSigners` names them.
    /// - Returns: why it does not hold; nil where it does.
    public static func trouble(
        _ bytes: Data, signature: String, allowedSigners: String, person: String, namespace: String
    ) async -> String? {
        let arguments = [
            "-Y", "verify", "-n", namespace, "-f", allowedSigners, "-I", person, "-s", signature,
        ]
        do {
            let outcome = try await run(arguments, input: bytes)
            return outcome.status == 0 ? nil : outcome.trouble
        } catch {
            return "ssh-keygen cannot be run (\(error)); install openssh-client"
        }
    }

    private struct Outcome: Sendable {
        var status: Int32
        var output: String
        var errors: String

        var trouble: String {
            let told = (errors + output).trimmingCharacters(in: .whitespacesAndNewlines)
            return told.isEmpty ? "ssh-keygen ended with \(status)" : told.replacing("\r", with: "")
        }
    }

    /// Waiting for a process blocks: it is done on a thread of its own.
    private static func run(_ arguments: [String], input: Data) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try runHere(arguments, input: input) })
            }
        }
    }

    private static func runHere(_ arguments: [String], input: Data) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ssh-keygen"] + arguments
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
        try process.run()
        // A request and a signature are smaller than a pipe's buffer: no end waits for the other.
        try? stdin.fileHandleForWriting.write(contentsOf: input)
        try? stdin.fileHandleForWriting.close()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        let errors = stderr.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }
}
