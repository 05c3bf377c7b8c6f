import Foundation
import Planning
import Testing

/// One folder for each case: `plan.yaml`, its overlays, `args.txt` with the options that name them, and either
/// `merged.yaml`, the plan as one would write it in one file, or `expected.txt`, why it is refused.
@Suite("Overlays")
struct OverlayTests {
    static let all = Cases.folders(in: "Overlays")
    static let merging = all.filter {
        FileManager.default.fileExists(atPath: Cases.path("Overlays", $0, "merged.yaml"))
    }

    static func read(_ name: String) throws(PlanningError) -> Plan {
        let words = ((try? Cases.text(Cases.path("Overlays", name, "args.txt"))) ?? "").split { $0.isWhitespace }
        var (environment, overlays): (String?, [String]) = (nil, [])
        for (option, value) in zip(words, words.dropFirst()) {
            if option == "--environment" { environment = String(value) }
            if option == "--overlay" { overlays.append(Cases.path("Overlays", name, String(value))) }
        }
        return try PlanReader.read(
            path: Cases.path("Overlays", name, "plan.yaml"), environment: environment, overlays: overlays)
    }

    @Test("are merged into what one would write by hand", arguments: merging)
    func merged(name: String) throws {
        let found = Outline(of: try Self.read(name))
        let expected = Outline(of: try PlanReader.read(path: Cases.path("Overlays", name, "merged.yaml")))
        #expect(found.lines == expected.lines)
        #expect(!found.lines.isEmpty)
    }

    @Test("keep the place of everything they say", arguments: merging)
    func positions(name: String) throws {
        for (text, position) in Outline(of: try Self.read(name)).texts {
            let lines = try Cases.text(position.file).split(separator: "\n", omittingEmptySubsequences: false)
            let rest = lines[position.line - 1].dropFirst(position.column - 1)
            #expect(rest.hasPrefix(text) || rest.hasPrefix("*") || rest.hasPrefix("&"), "\(position): \(text)")
        }
    }

    @Test("are refused, with every problem and its place", arguments: all.filter { !merging.contains($0) })
    func refused(name: String) throws {
        var missing: [String] = []
        var rest = Self.refusal { () throws(PlanningError) in try Self.read(name) }
        for line in try Cases.text(Cases.path("Overlays", name, "expected.txt")).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            let match = rest.firstIndex {
                $0.position.description.hasSuffix("/\(parts[0])") && $0.code == parts[1]
                    && $0.message.contains(parts[2])
            }
            if let match { rest.remove(at: match) } else { missing.append("not found: \(line)") }
        }
        #expect(missing + rest.map { "not expected: \($0.text)" } == [])
    }

    @Test("belong to the plan's files and its digest")
    func digest() throws {
        let plan = try Self.read("several")
        let names = plan.files.map { URL(fileURLWithPath: $0.path).lastPathComponent }
        #expect(names == ["plan.yaml", "teams.yaml", "staging.yaml", "mine.yaml", "last.yaml"])
        let path = Cases.path("Overlays", "several", "plan.yaml")
        let staging = try PlanReader.read(path: path, environment: "staging")
        #expect(staging.digest != plan.digest)
        #expect(try PlanReader.read(path: path).digest != staging.digest)
    }

    @Test("may lie anywhere when the operator names them, elsewhere only in the plan's folder")
    func places() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let plan = try folder.write(
            "inner/plan.yaml", "sluice: 1\nname: a\nenvironments: [{ id: far, overlay: link.yaml }]\n")
        let overlay = try folder.write("outer/far.yaml", "sluice: 1\nname: b\n")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/inner/link.yaml", withDestinationPath: overlay)
        let named = try PlanReader.read(path: plan, overlays: [overlay])
        #expect(named.name.value == "b")
        #expect(named.name.position == Position(file: overlay, line: 2, column: 7))
        #expect(throws: PlanningError.self) { try PlanReader.read(path: plan, environment: "far") }
    }

    @Test("count towards the plan's bytes and files")
    func bounds() throws {
        let large = "sluice: 1\n" + String(repeating: "# filling\n", count: 600_000)
        let folder = try Folder()
        defer { folder.remove() }
        let plan = try folder.write("plan.yaml", large + "name: a\n")
        let overlay = try folder.write("overlay.yaml", large)
        let found = Self.refusal { () throws(PlanningError) in try PlanReader.read(path: plan, overlays: [overlay]) }
        #expect(found.first?.message.contains("larger than 10 MB") == true)
        let small = try folder.write("small.yaml", "sluice: 1\nname: a\n")
        let many = try (0..<64).map { try folder.write("o\($0).yaml", "sluice: 1\nname: n\($0)\n") }
        #expect(try PlanReader.read(path: small, overlays: Array(many.prefix(63))).name.value == "n62")
        let tooMany = Self.refusal { () throws(PlanningError) in try PlanReader.read(path: small, overlays: many) }
        #expect(tooMany.map(\.position.file) == [many[63]])
    }

    /// Why a plan is refused; nothing when it is not.
    private static func refusal(_ read: () throws(PlanningError) -> Plan) -> [Finding] {
        do throws(PlanningError) {
            _ = try read()
            return []
        } catch .refused(let findings) {
            return findings
        } catch {
            return []
        }
    }
}
