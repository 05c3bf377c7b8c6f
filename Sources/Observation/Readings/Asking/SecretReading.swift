import Foundation
package import Planning

extension SecretReference {
    /// Reads the secret now, so that a changed one counts at once. White space around it does not belong to it.
    ///
    /// Commands are not run: what a plan names may not run while a store trades.
    package func secret() async throws(ReadingFault) -> String {
        let found: String
        switch self {
        case .environment(let name):
            guard let value = ProcessInfo.processInfo.environment[name] else {
                throw .secret("\(self)", why: "it is not set", mend: "set it for this program")
            }
            found = value
        case .file(let path):
            let file = try await SmallFile.read(URL(fileURLWithPath: path), limit: 1 << 16)
            guard let text = String(data: file.bytes, encoding: .utf8) else {
                throw .secret("\(self)", why: "it is no text", mend: "write the bare secret into it")
            }
            found = text
        case .command:
            throw .secret(
                "a command's output", why: "commands are not run to read a signal", mend: "keep it as env: or file:")
        }
        let secret = found.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !secret.isEmpty else {
            throw .secret("\(self)", why: "it is empty", mend: "write the bare secret into it")
        }
        // One that holds a line end would end the header in which it travels.
        guard secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .secret(
                "\(self)", why: "it holds white space or letters outside of ASCII",
                mend: "write the bare secret into it")
        }
        return secret
    }
}
