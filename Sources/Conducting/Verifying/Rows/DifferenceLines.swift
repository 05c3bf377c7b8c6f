package import Foundation
package import Reconciliation

/// Reads a comparison's differences one after the other: a table that was rewritten throughout has as many as it has
/// rows, each with its values.
package enum DifferenceLines {
    /// - Throws: ``CouldNotCheck/file(_:_:)``
    package static func each(of file: URL, _ body: (Difference) -> Void) throws(CouldNotCheck) {
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            let decoder = JSONDecoder()
            var rest = Data()
            while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
                rest.append(part)
                while let end = rest.firstIndex(of: 10) {
                    body(try decoder.decode(Difference.self, from: rest[rest.startIndex..<end]))
                    rest = rest[(end + 1)...]
                }
                rest = Data(rest)
            }
        } catch {
            throw .file(file.path, "\(error)")
        }
    }
}
