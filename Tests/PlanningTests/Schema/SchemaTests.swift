import Foundation
import Planning
import Testing

@Suite("Schema")
struct SchemaTests {
    private static let docs = Validator.root.appendingPathComponent("Docs")

    @Test("is shipped as the program writes it", arguments: PlanSchema.Form.allCases)
    func shipped(form: PlanSchema.Form) throws {
        let text = try Cases.text(Self.docs.appendingPathComponent(form.fileName).path)
        let option = form == .plan ? "" : " --\(form.rawValue)"
        #expect(
            text == PlanSchema.json(form),
            "write it anew: sluice plan schema\(option) --out Docs/\(form.fileName)")
    }

    @Test("has a reference page that is shipped as the program writes it")
    func reference() throws {
        let text = try Cases.text(Self.docs.appendingPathComponent("plan-reference.md").path)
        #expect(
            text == PlanReference.markdown(),
            "write it anew: sluice plan schema --reference --out Docs/plan-reference.md")
    }

    @Test("has a reference page whose links lead to its sections")
    func links() {
        let text = PlanReference.markdown()
        let sections = text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map {
            $0.dropFirst(3).replacingOccurrences(of: " ", with: "-").filter { $0.isLetter || $0 == "-" }.lowercased()
        }
        let targets = text.split(separator: "(#").dropFirst().compactMap {
            $0.split(separator: ")").first.map(String.init)
        }
        #expect(sections.count > 20)
        #expect(Set(sections).count == sections.count)
        #expect(Set(targets) == Set(sections))
    }

    @Test("is a schema by the metaschema of draft 2020-12", arguments: PlanSchema.Form.allCases)
    func metaschema(form: PlanSchema.Form) throws {
        let validator = try Validator(form)
        defer { validator.remove() }
        #expect(try validator.refusals(of: []) == [])
    }

    @Test("describes every record and every key", arguments: PlanSchema.Form.allCases)
    func descriptions(form: PlanSchema.Form) throws {
        let schema = try JSONDecoder().decode(Tree.self, from: Data(PlanSchema.json(form).utf8))
        let records = [("plan", schema)] + (schema["$defs"]?.fields ?? [])
        #expect(records.count > 20)
        for (name, record) in records {
            #expect(record["description"]?.isText == true, "\(name)")
            #expect(record["title"]?.isText == true, "\(name)")
            #expect(record["additionalProperties"] == .flag(false), "\(name)")
            #expect(record["properties"]?.fields.isEmpty == false, "\(name)")
            for (key, property) in record["properties"]?.fields ?? [] {
                #expect(property["description"]?.isText == true, "\(name).\(key)")
            }
        }
    }

    @Test("accepts every plan, part and overlay of this repository")
    func accepts() throws {
        let files = ShippedFiles.byForm()
        #expect((files[.plan]?.count ?? 0) >= 3)
        #expect((files[.part]?.count ?? 0) >= 3)
        #expect((files[.overlay]?.count ?? 0) >= 2)
        for (form, files) in files {
            let validator = try Validator(form)
            defer { validator.remove() }
            let refusals = try validator.refusals(of: files)
            for case (let file, let why?) in zip(files, refusals) { Issue.record("\(form.rawValue) \(file): \(why)") }
        }
    }

    @Test("refuses what the reader refuses for its shape")
    func refusesReaderCases() throws {
        let names = ["unknown-key", "missing-key", "wrong-shape", "wrong-version", "values", "steps-out-of-range"]
        let validator = try Validator(.plan)
        defer { validator.remove() }
        let refusals = try validator.refusals(of: names.map { Cases.path("Reader", $0, "bad.yaml") })
        for (name, refusal) in zip(names, refusals) { #expect(refusal != nil, "\(name)") }
    }

    private static let broken: [(line: String, place: String)] = [
        ("owner: ada", "at /: Additional properties"),
        ("people: [{ id: ada, name: Ada, contact: a, team: [] }]", "at /people/0/team"),
        ("people: [{ id: ada, name: Ada }]", "at /people/0: 'contact' is a required"),
        ("people: { id: ada }", "at /people"),
        ("rehearsal: yes", "at /rehearsal"),
        ("systems: [{ id: a, kind: shop, side: old }]", "at /systems/0/kind"),
        ("systems: [{ id: a b, kind: erp, side: old }]", "at /systems/0/id"),
        ("risks: [{ id: a, where: b, effect: c, severity: 11, occurrence: 1 }]", "at /risks/0/severity"),
        ("risks: [{ id: a, where: b, effect: \"\", severity: 1, occurrence: 1 }]", "at /risks/0/effect"),
        ("calendar: { freezes: [{ from: 2026-11-20, to: 2026-11-21T00:00Z, why: x }] }", "at /calendar/freezes/0/from"),
        ("stages: [{ id: a, unit: b, exposure: { dwell: 30s1m } }]", "at /stages/0/exposure/dwell"),
        ("stages: [{ id: a, unit: b, exposure: { dwell: 1, steps: [] } }]", "at /stages/0/exposure/dwell"),
        ("stages: [{ id: a, unit: b, exposure: { dwell: 1m, steps: [120%] } }]", "at /stages/0/exposure/steps/0"),
        ("stages:", "at /stages"),
    ]

    @Test("refuses a broken plan at the place of the mistake")
    func refuses() throws {
        let validator = try Validator(.plan)
        defer { validator.remove() }
        let texts = Self.broken.map { "sluice: 1\nname: x\n\($0.line)\n" }
        let refusals = try validator.refusals(ofTexts: texts)
        for (text, (broken, refusal)) in zip(texts, zip(Self.broken, refusals)) {
            #expect(refusal?.hasPrefix(broken.place) == true, "\(broken.line): \(refusal ?? "accepted")")
            let codes = Cases.refusal(Array(text.utf8))?.map(\.code) ?? []
            #expect(codes.contains { ["PLN002", "PLN003", "PLN004"].contains($0) }, "\(broken.line)")
        }
    }

    @Test("takes words without quotes for text where the reader does")
    func plainWords() throws {
        let validator = try Validator(.plan)
        defer { validator.remove() }
        let text = """
            sluice: 1
            name: 42
            people: [{ id: 7, name: 0x1F, contact: 1.5, team: no }]
            teams: [{ id: no, name: 2026-11-20 }]
            """
        #expect(try validator.refusal(ofText: text) == nil)
        #expect(Cases.refusal(Array(text.utf8)) == nil)
    }

    private static let overlays: [(text: String, place: String?)] = [
        ("people: [{ id: ada, contact: b }]", nil), ("people: [{ id: ada, removed: true }]", nil),
        ("people: [{ id: ada, deputy: ~ }]", nil), ("calendar: ~", nil), ("calendar: { zone: ~ }", nil),
        ("stages: [{ id: a, exposure: { dwell: 1m, holdback: ~ } }]", nil),
        ("stages: [{ id: a, exposure: { dwell: soon } }]", "at /stages/0/exposure/dwell"),
        ("people: [{ contact: b }]", "at /people/0: 'id' is a required"),
        ("people: [{ id: ada, removed: false }]", "at /people/0/removed"),
        ("people: [{ id: ada, removed: true, name: b }]", "at /people/0"),
        ("include: [more.yaml]", "at /: Additional properties"),
        ("authority: [{ entity: a, facet: b, scope: \"*\" }]", "at /authority/0: 'writer' is a required"),
        ("calendar: { removed: true }", "at /calendar"),
        ("person: []", "at /: Additional properties"),
    ]

    @Test("of overlays asks for what differs and nothing else")
    func overlay() throws {
        let validator = try Validator(.overlay)
        defer { validator.remove() }
        let refusals = try validator.refusals(ofTexts: Self.overlays.map { "sluice: 1\n\($0.text)\n" })
        for (overlay, refusal) in zip(Self.overlays, refusals) {
            let isExpected = overlay.place.map { refusal?.hasPrefix($0) == true } ?? (refusal == nil)
            #expect(isExpected, "\(overlay.text): \(refusal ?? "accepted")")
        }
    }

    @Test("of parts asks for all but a name")
    func part() throws {
        let validator = try Validator(.part)
        defer { validator.remove() }
        let refusals = try validator.refusals(
            ofTexts: [
                "sluice: 1\nteams: [{ id: a, name: A }]\n", "sluice: 1\nteams: [{ id: a }]\n",
                "teams: [{ id: a, name: A }]\n",
            ])
        #expect(refusals.map { $0 == nil } == [true, false, false])
    }
}
