import Foundation

extension EvidenceRecord {
    /// Writes the record into a folder, which must exist: as a whole or not at all, whatever ends the program meanwhile.
    ///
    /// - Returns: the path of the file, `FOLDER/KIND-<16 hex digits>.json`.
    /// - Throws: ``PlanningError/file(path:detail:)``
    @discardableResult
    public func write(into folder: String) throws(PlanningError) -> String {
        let place = folder as NSString
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let draft = place.appendingPathComponent(".\(UUID().uuidString).draft")
        do {
            let content = try encoder.encode(self) + Data("\n".utf8)
            let path = place.appendingPathComponent(EvidenceFolder.name(kind, Array(content)))
            try Data().write(to: URL(fileURLWithPath: draft), options: .withoutOverwriting)
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: draft))
            try file.write(contentsOf: content)
            try file.synchronize()
            try file.close()
            guard rename(draft, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
            // The name lasts through a power cut only once the folder itself is on disk.
            let directory = open(folder, O_RDONLY)
            if directory >= 0 {
                fsync(directory)
                close(directory)
            }
            return path
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw .file(path: folder, detail: "a record could not be written")
        }
    }
}
