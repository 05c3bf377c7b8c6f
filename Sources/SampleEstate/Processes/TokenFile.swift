import Foundation

/// The estate's token in a file that only its owner can read: an argument would stand in the process list.
public enum TokenFile {
    /// The token in a file, without white space around it.
    public static func read(_ path: String) throws(SampleEstateError) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw .fileUnusable(path: path, reason: error.localizedDescription)
        }
    }

    /// Writes the estate's token beside its other files.
    /// - Returns: the file's path, `FOLDER/token`.
    static func write(_ estate: EstateDescription) throws(SampleEstateError) -> String {
        let path = estate.folder + "/token"
        do {
            try Data(estate.token.utf8).write(to: URL(filePath: path), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw .fileUnusable(path: path, reason: error.localizedDescription)
        }
        return path
    }
}
