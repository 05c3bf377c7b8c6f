import Planning
import Testing

@Suite("A plan begun")
struct ScaffoldTests {
    private static func answers(name: String = "the shop moves", owner: String = "Ada Novak") -> ScaffoldAnswers {
        ScaffoldAnswers(
            name: name, hosts: ["shop.test", "eu.shop.test"], old: "https://old.shop.test",
            new: "https://new.shop.test", sessions: 36_000, zone: "Europe/Berlin",
            owner: .init(name: owner, contact: "ada@shop.test"),
            deputy: .init(name: "Ben Okafor", contact: "ben@shop.test"),
            approver: .init(name: "Cleo Martin", contact: "cleo@shop.test"))
    }

    @Test("reads, and leaves open only what nobody was asked")
    func reads() throws {
        let plan = try PlanReader.read(text: PlanScaffold.text(Self.answers()))
        let open = Set(PlanCheck.run(plan, at: Cases.time).map(\.code))
        // What no interview can know: proofs of a stage without a date, and risks of domains nobody has looked at.
        let expected: Set = ["RSK006", "SEO001", "STG005", "STG007", "RBK003", "MAP004"]
        #expect(open.subtracting(expected) == [])
        #expect(plan.wayBack(of: "pages").wayBack == .r0)
        #expect(plan.wayBack(of: "checkout").wayBack == .r1)
    }

    @Test(
        "takes any text for a name",
        arguments: [
            "\"quoted\"", "colon: and # hash", "back\\slash", "- dash", "{ brace", "*", "line\nfeed", "Ωμέγα", "yes",
        ])
    func hostile(name: String) throws {
        let plan = try PlanReader.read(text: PlanScaffold.text(Self.answers(name: name, owner: name)))
        #expect(plan.name.value == name.replacing("\n", with: " "))
        #expect(plan.people.count == 3)
        #expect(Set(plan.people.map(\.id.value)).count == 3)
    }

    @Test(
        "reads people as they are written in mail",
        arguments: [
            ("Ada Novak <ada@shop.test>", "Ada Novak", "ada@shop.test"), ("  Ben  < b@c >  ", "Ben", "b@c"),
        ])
    func contacts(text: String, name: String, contact: String) throws {
        let person = try #require(ScaffoldAnswers.Contact(text))
        #expect(person.name == name && person.contact == contact)
    }

    @Test("refuses people without a name or a contact", arguments: ["", "Ada", "<a@b>", "Ada <>", "Ada <a@b"])
    func noContact(text: String) {
        #expect(ScaffoldAnswers.Contact(text) == nil)
    }
}
