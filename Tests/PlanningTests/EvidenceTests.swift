import Foundation
import Planning
import Testing

@Suite("Evidence records")
struct EvidenceTests {
    static let record = EvidenceRecord(
        .roundTrip, of: "orders.create *", at: moment("2026-11-20T10:00Z"), by: "sluice reconcile 0.3", passed: true,
        figures: ["rows": 1200], note: "the whole day")

    static func moment(_ text: String) -> PlanTime { PlanTime(text) ?? .now }

    @Test("are read as they were written, under the name that their bytes give them")
    func roundTrip() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let path = try Self.record.write(into: folder.path)
        #expect(path.wholeMatch(of: /.*\/round-trip-[0-9a-f]{16}\.json/) != nil)
        let records = try EvidenceFolder.read(folder.path)
        #expect(records.count == 1)
        #expect(records.newest(.roundTrip, of: "orders.create *", at: Cases.time) == Self.record)
        // Writing the same once more changes nothing, and no draft is left behind.
        #expect(try Self.record.write(into: folder.path) == path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    @Test("count from when they were made, until a later one fails")
    func newest() {
        func record(_ at: String, _ passed: Bool) -> EvidenceRecord {
            EvidenceRecord(.idle, of: "erp", at: Self.moment(at), by: "test", passed: passed)
        }
        let records = EvidenceRecords([
            record("2026-11-22T10:00Z", true), record("2026-11-20T10:00Z", false), record("2026-11-18T10:00Z", true),
        ])
        func proof(_ at: String, within age: Duration? = nil) -> PlanTime? {
            records.proof(.idle, of: "erp", at: Self.moment(at), within: age)?.at
        }
        #expect(proof("2026-11-18T09:59Z") == nil)
        #expect(proof("2026-11-18T10:00Z") != nil)
        #expect(proof("2026-11-21T10:00Z") == nil)
        #expect(proof("2026-11-22T11:00Z", within: .seconds(3600)) != nil)
        #expect(proof("2026-11-22T11:00:01Z", within: .seconds(3600)) == nil)
        #expect(records.proof(.idle, of: "shop", at: Cases.time) == nil)
        #expect(records.proof(.volume, of: "erp", at: Cases.time) == nil)
    }

    @Test(
        "that are no records are refused by name",
        arguments: [
            ("nonsense", "it is not JSON"),
            (#"{"sluice_record":1}"#, "`kind` is missing"),
            (#"{"sluice_record":2,"kind":"idle"}"#, "`sluice_record` is 2, not 1"),
            (#"{"sluice_record":1,"kind":"idel"}"#, "`idel` is no kind of record; did you mean `idle`?"),
            (#"{"sluice_record":1,"knd":"idle"}"#, "`knd` is no key of a record; did you mean `kind`?"),
            (#"{"sluice_record":1,"kind":"idle","at":"today"}"#, "`at` is `today`, which is no time"),
            (
                #"{"sluice_record":1,"kind":"idle","at":"2026-11-20T10:00Z","subject":"a","by":"b","passed":1}"#,
                "`passed` is of the wrong type"
            ),
            (String(repeating: "[", count: 60_000), "it is not JSON"),
        ])
    func refused(text: String, why: String) throws {
        let folder = try Folder()
        defer { folder.remove() }
        let path = try folder.write("idle-0123456789abcdef.json", text)
        let findings = try #require(refusal(of: folder.path))
        #expect(findings.map(\.code) == ["PLN008"])
        #expect(findings[0].message.contains(why))
        #expect(findings[0].position == Position(file: path, line: 1, column: 1))
    }

    @Test("that were changed are refused; large ones, and folders that are none, too")
    func changed() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let path = try Self.record.write(into: folder.path)
        let text = try Cases.text(path).replacing("1200", with: "1201")
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(refusal(of: folder.path)?.first?.message.contains("it was changed") == true)
        _ = try folder.write(String(path.split(separator: "/").last ?? ""), String(repeating: " ", count: 70_000))
        #expect(refusal(of: folder.path)?.first?.message.contains("larger") == true)
        #expect(refusal(of: path)?.first?.message == "this is no folder that can be read")
        #expect(throws: PlanningError.self) { try Self.record.write(into: folder.path + "/none") }
    }

    private func refusal(of folder: String) -> [Finding]? {
        do throws(PlanningError) {
            _ = try EvidenceFolder.read(folder)
            return nil
        } catch .refused(let findings) {
            return findings
        } catch {
            return nil
        }
    }
}
