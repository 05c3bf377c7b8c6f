import AccessLogs
import Foundation
import Testing

/// One folder for each format: lines that are read and lines that are refused, and what comes of each.
@Suite struct FormatCaseTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Formats")

    private func lines(_ name: String, of format: LogFormatName) throws -> [String] {
        let file = Self.folder.appending(path: "\(format.rawValue)/\(name)")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map(String.init)
    }

    @Test(arguments: LogFormatName.allCases)
    func everyLineIsReadOrRefusedAsAgreed(_ format: LogFormatName) throws {
        var found: [String] = []
        for (i, line) in try lines("good.log", of: format).enumerated() {
            do throws(LineFault) {
                found.append("good \(i + 1): \(told(try read(line, format), of: line))")
            } catch {
                found.append("good \(i + 1): \(error)")
                Issue.record("line \(i + 1) of \(format) is good and was refused: \(error)")
            }
        }
        for (i, line) in try lines("bad.log", of: format).enumerated() {
            do throws(LineFault) {
                found.append("bad \(i + 1): \(told(try read(line, format), of: line))")
                Issue.record("line \(i + 1) of \(format) is bad and was read")
            } catch {
                found.append("bad \(i + 1): \(error)")
            }
        }
        let expected = try lines("expected.txt", of: format)
        for (i, line) in found.enumerated() { #expect(line == (i < expected.count ? expected[i] : "nothing")) }
        #expect(found.count == expected.count)
    }

    /// One reader for many lines keeps the last time stamp and the agents it met: no line may show another's.
    @Test(arguments: LogFormatName.allCases)
    func oneReaderForAllLinesReadsThemAsOneReaderForEach(_ format: LogFormatName) throws {
        let all = try lines("good.log", of: format) + lines("bad.log", of: format)
        var reader = LogReader(format)
        for line in all + all.reversed() + all {
            let alone = try? read(line, format)
            let kept = try? Array(line.utf8).withUnsafeBytes { try reader.read($0) }
            #expect(kept.map { told($0, of: line) } == alone.map { told($0, of: line) })
            #expect(kept?.visitor == alone?.visitor)
        }
    }

    @Test(arguments: LogFormatName.allCases)
    func theFormatIsToldByTheFirstLines(_ format: LogFormatName) throws {
        var text = try lines("good.log", of: format)
        // What nginx and Apache write alike is called nginx's; a time in µs is Apache's alone.
        if format == .apache { text.removeFirst() }
        #expect(try detect(text.joined(separator: "\n") + "\n") == format)
        #expect(throws: AccessLogError.self) {
            try detect(lines("bad.log", of: format).joined(separator: "\n") + "\n")
        }
    }
}

func detect(_ text: String) throws(AccessLogError) -> LogFormatName {
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(AccessLogError) in
        try LogFormat.detect(UnsafeRawBufferPointer(bytes))
    }
}
