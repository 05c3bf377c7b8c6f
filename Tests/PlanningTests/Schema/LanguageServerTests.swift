import Foundation
import Planning
import Testing

/// The schema in the hands of the language server that editors run.
@Suite("Language server")
struct LanguageServerTests {
    /// What the server says of a text and, for each key, about it.
    private static func lines(_ form: PlanSchema.Form, _ text: String, keys: [String] = []) throws -> [String] {
        let folder = try Folder()
        defer { folder.remove() }
        let schema = try folder.write("schema.json", PlanSchema.json(form))
        let file = try folder.write("plan.yaml", text)
        return try Validator.run("try-language-server", [schema, file] + keys).split(separator: "\n").map(String.init)
    }

    @Test("finds nothing wrong with the sample plan")
    func sample() throws {
        #expect(try Self.lines(.plan, Cases.text(Cases.sample)) == [])
    }

    @Test("shows what is wrong, offers what is known and explains it")
    func plan() throws {
        let text = """
            sluice: 1
            name: small
            stages:
              - id: one
                unit: all
                exposure:
                  dwell: soon
                  hold: 5
                rollback:
                  class: R1
            """
        let lines = try Self.lines(.plan, text, keys: ["unit", "dwell", "class"])
        #expect(lines.contains { $0.hasPrefix("problem 7 Expected a time such as") })
        #expect(lines.contains { $0.hasPrefix("problem 8 ") && $0.contains("hold is not allowed") })
        #expect(lines.filter { $0.hasPrefix("problem") }.count == 2)
        let offered = lines.first { $0.hasPrefix("keys unit ") }?.split(separator: " ").map(String.init) ?? []
        #expect(Set(["owner", "gates", "exit"]).isSubset(of: offered))
        #expect(lines.contains("values class R0 R1 R2 R3 R4"))
        // A name is for the author to find: nothing is offered, least of all `true`.
        #expect(lines.contains("values unit"))
        #expect(lines.contains { $0.hasPrefix("explains dwell exposure The least time at a step.") })
    }

    @Test("lets an overlay take things away")
    func overlay() throws {
        let text = """
            sluice: 1
            calendar:
              zone: ~
            people:
              - id: ada
                removed: true
            """
        let lines = try Self.lines(.overlay, text, keys: ["zone", "removed"])
        #expect(!lines.contains { $0.hasPrefix("problem") })
        #expect(lines.contains("values removed true false"))
    }
}
