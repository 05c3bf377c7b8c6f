import Foundation
import Rewriting
import Testing

/// One folder of `Cases`: maps, what goes in, what must come out, and what must be found on the way.
struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var folder: URL

    var testDescription: String { name }

    static let all: [Case] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.sorted().map { Case(name: $0, folder: root.appending(path: $0)) }
    }()

    func bytes(_ file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: file))) }
    var isDump: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "in.sql").path) }

    var map: RewriteMap {
        get throws { try RewriteMap(text: String(contentsOf: folder.appending(path: "maps.txt"), encoding: .utf8)) }
    }

    var findings: [String] {
        get throws {
            try String(contentsOf: folder.appending(path: "findings.txt"), encoding: .utf8)
                .split(separator: "\n").map(String.init)
        }
    }
}

@Suite struct CaseTests {
    @Test func thereAreCases() { #expect(Case.all.count > 30) }

    /// Each line of `in.txt` is a value; findings are `line kind`.
    @Test(arguments: Case.all.filter { !$0.isDump })
    func values(_ one: Case) throws {
        var rewriter = Rewriter(try one.map)
        let (old, new) = (lines(try one.bytes("in.txt")), lines(try one.bytes("expected")))
        #expect(old.count == new.count)
        var findings: [String] = []
        for (number, (value, expected)) in zip(old, new).enumerated() {
            let outcome = rewriter.rewrite(value)
            let got = outcome.bytes ?? value
            #expect(got == expected, "line \(number + 1): \(text(got)), expected \(text(expected))")
            #expect((outcome.count > 0) == (value != expected), "line \(number + 1)")
            #expect(rewriter.rewrite(got).bytes == nil, "line \(number + 1), second run")
            #expect(
                rewriter.rewrite(got).findings.map(\.kind) == outcome.findings.map(\.kind),
                "line \(number + 1), second run")
            findings += outcome.findings.map { "\(number + 1) \($0.kind.rawValue)" }
            let agreement = try one.map.agrees(old: value, new: expected)
            #expect(agreement == (value == expected ? .equal : .explained))
        }
        #expect(findings == (try one.findings))
    }

    /// A dump is fed byte by byte, in odd pieces, and whole: the outcome is one.
    @Test(arguments: Case.all.filter(\.isDump), [1, 7, 64, 1 << 20])
    func dumps(_ one: Case, _ size: Int) throws {
        let (old, new) = (try one.bytes("in.sql"), try one.bytes("expected"))
        let (got, counts) = try rewritten(old, try one.map, size)
        #expect(got == new, "\(text(got))")
        let findings = counts.findings.map { finding in
            [finding.table ?? "-", finding.column, finding.kind.rawValue].compactMap(\.self).joined(separator: " ")
        }
        #expect(findings == (try one.findings))
        #expect(counts.bytesRead == old.count && counts.bytesWritten == new.count)
        #expect((counts.values > 0) == (old != new))
        #expect(counts.byColumn.values.flatMap(\.values).reduce(0, +) == counts.values)
        let (again, second) = try rewritten(got, try one.map, size)
        #expect(again == got)
        #expect(second.values == 0 && second.rows == counts.rows && second.statements == counts.statements)
    }

    private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast().map(Array.init)
    }
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// A dump fed in pieces of `size` bytes.
func rewritten(
    _ dump: [UInt8], _ map: RewriteMap, _ size: Int, _ options: DumpOptions = DumpOptions()
) throws -> ([UInt8], DumpCounts) {
    var rewriter = DumpRewriter(map: map, options: options)
    var out: [UInt8] = []
    try dump.withUnsafeBytes { all in
        for start in stride(from: 0, to: all.count, by: size) {
            let piece = UnsafeRawBufferPointer(rebasing: all[start..<min(start + size, all.count)])
            try rewriter.feed(piece) { bytes throws(RewritingError) in out += bytes }
        }
    }
    try rewriter.finish { bytes throws(RewritingError) in out += bytes }
    return (out, rewriter.counts)
}
