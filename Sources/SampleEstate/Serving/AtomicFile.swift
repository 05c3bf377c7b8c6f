import Foundation

/// Files that are replaced whole.
enum AtomicFile {
    /// Writes a value as JSON beside the file and renames it into place.
    static func write(_ value: some Encodable, to path: String) throws(SampleEstateError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try encoder.encode(value).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .fileUnusable(path: path, reason: "\(error)")
        }
    }
}
