import Subprocess

/// Runs a small program to its end.
enum Shell {
    static func run(_ program: String, _ arguments: [String]) async throws -> (status: Int32, output: String) {
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), output: .string(limit: 65_536),
            error: .string(limit: 65_536))
        let status: Int32 = if case .exited(let code) = result.terminationStatus { Int32(code) } else { -1 }
        return (status, result.standardOutput + result.standardError)
    }
}
