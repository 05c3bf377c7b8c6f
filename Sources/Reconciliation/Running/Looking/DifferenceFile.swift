import Foundation

/// The differences of a result, one JSON object a line.
final class DifferenceFile {
    private let handle: FileHandle
    private let path: String
    private let encoder = JSONEncoder()

    init(_ file: URL, length: Int) throws(CouldNotCheck) {
        path = file.path
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        handle = try FileHandle.open(file, keeping: length)
    }

    func add(_ difference: Difference) throws(CouldNotCheck) {
        do {
            try handle.write(contentsOf: try encoder.encode(difference) + [10])
        } catch {
            throw .file(path, "\(error)")
        }
    }

    func end() throws(CouldNotCheck) -> Int {
        do {
            return Int(try handle.offset())
        } catch {
            throw .file(path, "\(error)")
        }
    }
}
