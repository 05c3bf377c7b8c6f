import Foundation
import Planning
import Testing

@Suite("Schema and reader")
struct SchemaPropertyTests {
    /// What the reader says of shape: a key that is unknown, a key that is missing, a value that is wrong.
    private static let ofShape: Set<String> = ["PLN002", "PLN003", "PLN004"]
    /// What the reader says when the text is no plan at all.
    private static let unreadable: Set<String> = ["PLN001", "PLN007"]

    private static let wrong: [Tree] = [
        .text(""), .text("soon"), .text("a b"), .text("101%"), .text("-5%"), .text("10s1m"), .text("*"), .text("3/w"),
        .text("2026-11-20"), .whole(-1), .whole(0), .whole(7), .whole(2_000_000_000), .number(0.5), .flag(true), .null,
        .list([]), .list([.whole(1)]), .mapping([:]), .mapping(["a": .whole(1)]),
    ]

    /// What the reader takes for a word, and the schema does not: an editor would offer it wherever text stands.
    private static let words: [Tree] = [.null, .flag(true)]

    /// The plan with one thing changed, and whether the change wrote one of ``words``.
    private static func broken(_ plan: Tree, _ random: inout Seeded) -> (plan: Tree, path: [String], isWord: Bool) {
        let paths = plan.paths
        let path = paths[Int.random(in: 0..<paths.count, using: &random)]
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let changed = plan.changing(path.dropLast()[...]) { holder in
                switch holder {
                case .mapping(var fields):
                    fields[path[path.count - 1]] = nil
                    return .mapping(fields)
                default: return .list([])
                }
            }
            return (changed, path, false)
        case 1:
            let changed = plan.changing(path.dropLast()[...]) { holder in
                guard case .mapping(var fields) = holder else { return holder }
                fields[path[path.count - 1]] = nil
                fields[path[path.count - 1] + "s"] = .whole(1)
                return .mapping(fields)
            }
            return (changed, path, false)
        default:
            let value = wrong[Int.random(in: 0..<wrong.count, using: &random)]
            return (plan.changing(path[...]) { _ in value }, path, words.contains(value))
        }
    }

    @Test(
        "agree about a plan with one thing broken at random",
        arguments: [Cases.sample, Cases.path("Rules", "base.yaml")])
    func agree(file: String) throws {
        let sample = try JSONDecoder().decode(Tree.self, from: try Validator.json(of: file))
        var random = Seeded(41)
        let drawn = (0..<400).map { _ in Self.broken(sample, &random) }
        let validator = try Validator(.plan)
        defer { validator.remove() }
        let refusals = try validator.refusals(ofTexts: drawn.map { $0.plan.json }, as: "json")
        var refused = 0
        var accepted = 0
        for (draw, refusal) in zip(drawn, refusals) {
            let codes = Set((Cases.refusal(Array(draw.plan.json.utf8)) ?? []).map(\.code))
            // Which time zones there are is not for a schema to say.
            if draw.path.last == "zone" { continue }
            if !codes.isDisjoint(with: Self.ofShape) {
                refused += 1
                #expect(refusal != nil, "only the reader refuses \(draw.path)")
            } else if codes.isDisjoint(with: Self.unreadable), !draw.isWord {
                accepted += 1
                #expect(refusal == nil, "only the schema refuses \(draw.path): \(refusal ?? "")")
            }
        }
        #expect(refused > 150)
        #expect(accepted > 50)
    }

    /// What JSON Schema cannot say.
    private static let beyondWords: [(line: String, code: String)] = [
        // Days that do not exist, and zones that nobody keeps.
        ("calendar: { freezes: [{ from: 2026-02-30T00:00Z, to: 2026-12-01T00:00Z, why: x }] }", "PLN004"),
        ("calendar: { zone: Europe/Nowhere }", "PLN004"),
        // Sums: more than a hundred years.
        ("stages: [{ id: a, unit: b, exposure: { dwell: 40000d } }]", "PLN004"),
        // Spellings that mean the same number or flag to a language server.
        ("risks: [{ id: a, where: b, effect: c, severity: 0x3, occurrence: 1 }]", "PLN004"),
        ("risks: [{ id: a, where: b, effect: c, severity: 3.0, occurrence: 1 }]", "PLN004"),
        ("rehearsal: True", "PLN004"),
        // Ids and what refers to them.
        ("teams: [{ id: a, name: A }, { id: a, name: B }]", "PLN005"),
        ("teams: [{ id: a, name: A, lead: nobody }]", "PLN006"),
    ]

    @Test("part where JSON Schema has no words")
    func parting() throws {
        let verdicts = try Self.verdicts(on: Self.beyondWords.map(\.line))
        for ((line, code), verdict) in zip(Self.beyondWords, verdicts) {
            #expect(verdict.schema == nil, "\(line)")
            #expect(verdict.reader.contains(code), "\(line)")
        }
    }

    /// What the reader forgives and an editor should not: a number or a flag in quotes, a flag or nothing as a name.
    private static let forgiven = [
        "rehearsal: \"true\"", "risks: [{ id: a, where: catalog, effect: c, severity: \"3\", occurrence: 1 }]",
        "teams: [{ id: a, name: null }]", "teams: [{ id: a, name: true }]",
    ]

    @Test("part where an editor should be stricter")
    func stricter() throws {
        for (line, verdict) in zip(Self.forgiven, try Self.verdicts(on: Self.forgiven)) {
            #expect(verdict.schema != nil, "\(line)")
            #expect(verdict.reader.isDisjoint(with: Self.ofShape), "\(line)")
        }
    }

    /// Why the schema refuses a plan with this line, and with which codes the reader does.
    private static func verdicts(on lines: [String]) throws -> [(schema: String?, reader: Set<String>)] {
        let texts = lines.map { "sluice: 1\nname: x\n\($0)\n" }
        let validator = try Validator(.plan)
        defer { validator.remove() }
        return zip(try validator.refusals(ofTexts: texts), texts).map { refusal, text in
            (refusal, Set((Cases.refusal(Array(text.utf8)) ?? []).map(\.code)))
        }
    }
}
