import Foundation
import Planning
import Testing

/// One folder for each sort of plan that is no plan: `bad.yaml` is refused with the findings of `expected.txt`.
@Suite("Reader")
struct ReaderTests {
    @Test("refuses, with every problem and its place", arguments: Cases.folders(in: "Reader"))
    func refuses(name: String) throws {
        let path = Cases.path("Reader", name, "bad.yaml")
        #expect(throws: PlanningError.self) { try PlanReader.read(path: path) }
        let expected = try Cases.text(Cases.path("Reader", name, "expected.txt"))
        #expect(Cases.differences(Cases.findings(path), expected: expected) == [])
    }

    @Test("refuses bytes that are not UTF-8, and says where")
    func notText() {
        let bytes = Array("sluice: 1\nname: caf".utf8) + [0xE9, 0x0A]
        #expect(
            Cases.refusal(bytes)?.first?.text.hasPrefix("plan.yaml:2:10: error PLN001: these bytes are not UTF-8")
                == true)
    }

    @Test("refuses control characters, and says where")
    func controlCharacters() {
        let finding = Cases.refusal(Array("sluice: 1\nname: a\u{1}b\n".utf8))?.first
        #expect(finding?.position.line == 2)
    }

    @Test("refuses a plan over 10 MB, from memory and from a file")
    func tooLarge() throws {
        let bytes = Array("sluice: 1\n".utf8) + [UInt8](repeating: UInt8(ascii: "#"), count: 10_000_001)
        #expect(Cases.refusal(bytes)?.first?.message == "the plan is larger than 10 MB")
        let folder = try Folder()
        defer { folder.remove() }
        let path = try folder.write("plan.yaml", String(decoding: bytes, as: UTF8.self))
        #expect(Cases.findings(path).first?.message == "the plan is larger than 10 MB")
    }

    @Test("refuses what is no regular file", arguments: ["/dev/zero", "/tmp", "/no/such/plan.yaml"])
    func notAFile(path: String) {
        #expect(Cases.findings(path).map(\.code) == ["PLN007"])
    }

    @Test("joins the lists of included files, and digests all of them")
    func includes() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let main = try folder.write("plan.yaml", "sluice: 1\nname: whole\ninclude: [parts/a.yaml, parts/b.yaml]\n")
        _ = try folder.write("parts/a.yaml", "sluice: 1\nteams:\n  - { id: a, name: A }\n")
        let second = try folder.write("parts/b.yaml", "sluice: 1\nteams:\n  - { id: b, name: B }\n")
        let plan = try PlanReader.read(path: main)
        #expect(plan.teams.map(\.id.value) == ["a", "b"])
        #expect(plan.teams[1].id.position == Position(file: second, line: 3, column: 11))
        #expect(plan.files.count == 3)
        _ = try folder.write("parts/b.yaml", "sluice: 1\nteams:\n  - { id: b, name: C }\n")
        #expect(try PlanReader.read(path: main).digest != plan.digest)
        _ = try folder.write("parts/b.yaml", "sluice: 1\nname: again\n")
        #expect(Cases.findings(main).map(\.code) == ["PLN005"])
    }

    @Test("refuses an include that leaves the folder through a link, or leads back to itself")
    func includesOutside() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let main = try folder.write("inner/plan.yaml", "sluice: 1\nname: whole\ninclude: [link.yaml]\n")
        _ = try folder.write("outside.yaml", "sluice: 1\n")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/inner/link.yaml", withDestinationPath: folder.path + "/outside.yaml")
        #expect(Cases.findings(main).map(\.code) == ["PLN007"])
        let circle = try folder.write("circle.yaml", "sluice: 1\nname: whole\ninclude: [./circle.yaml]\n")
        #expect(Cases.findings(circle).allSatisfy { $0.code == "PLN007" || $0.code == "PLN005" })
        #expect(!Cases.findings(circle).isEmpty)
    }
}

/// A folder for one test.
struct Folder {
    let path: String

    init() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-plans-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        path = place.path
    }

    func write(_ name: String, _ text: String) throws -> String {
        let place = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: place, atomically: false, encoding: .utf8)
        return place.path
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
