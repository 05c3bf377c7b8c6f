import Foundation
import Journaling

/// A journal read from a copy in a temporary folder: checking a bundle must not write beside it, and SQLite would.
final class JournalCopy {
    let journal: Journal
    private let folder: String

    init(_ path: String) throws {
        folder = NSTemporaryDirectory() + "sluice-journal-" + UUID().uuidString
        guard FileManager.default.fileExists(atPath: path) else { throw JournalError.missing(path: path) }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: path + ending) {
                try FileManager.default.copyItem(atPath: path + ending, toPath: folder + "/journal.sqlite" + ending)
            }
            journal = try Journal.read(path: folder + "/journal.sqlite")
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

/// Reads what an armoured OpenSSH signature holds.
enum SignatureText {
    /// The public key inside, Base64; nil where the file is no such signature. The format is OpenSSH's PROTOCOL.sshsig:
    /// `SSHSIG`, a version, then the public key as a string with its length before it.
    static func publicKey(path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
        guard let bytes = Data(base64Encoded: lines.joined()), bytes.count > 14, bytes.prefix(6) == Data("SSHSIG".utf8)
        else { return nil }
        let length = bytes.dropFirst(10).prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard length > 0, bytes.count >= 14 + length else { return nil }
        return bytes.dropFirst(14).prefix(length).base64EncodedString()
    }
}
