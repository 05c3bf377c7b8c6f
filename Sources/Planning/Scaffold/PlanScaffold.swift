/// A plan to begin with: two stages, pages first and checkout after them, as most stores move. Whatever nobody was
/// asked about is left for ``PlanCheck`` to ask.
public enum PlanScaffold {
    /// The plan's text. It reads without refusal; its findings are the questions that are still open.
    ///
    /// - Parameter inventory: what was found on the old side; its file must lie beside the plan, which includes it.
    public static func text(_ answers: ScaffoldAnswers, inventory: ScaffoldInventory? = nil) -> String {
        let ids = ids(of: answers)
        let hosts = answers.hosts.map(quoted).joined(separator: ", ")
        let peak = answers.sessions * 3
        let checkout = max(1, answers.sessions * 3 / 10)
        let people = zip(ids, [answers.owner, answers.deputy, answers.approver]).enumerated().map { place, person in
            "  - { id: \(person.0), name: \(quoted(person.1.name)), team: shop, contact: \(quoted(person.1.contact)), "
                + "deputy: \(ids[(place + 1) % 3]), hours: \"00:00-24:00\" }"
        }
        let terms = Terms(
            owner: ids[0], deputy: ids[1], approver: ids[2], hosts: hosts, sessions: answers.sessions, peak: peak,
            checkout: checkout)
        let found = Found(inventory, owner: ids[0], deputy: ids[1])
        return """
            # Begun by `sluice plan init`. What is still open: sluice plan check FILE
            sluice: 1
            \(found.include)name: \(quoted(answers.name))
            calendar: { zone: \(answers.zone), freezes: [], peaks: [] }

            people:
            \(people.joined(separator: "\n"))
            teams: [{ id: shop, name: The shop, lead: \(ids[0]) }]
            responsibilities:
              integration_failures: { owner: \(ids[0]), deputy: \(ids[1]) }
              monitoring: { owner: \(ids[0]), deputy: \(ids[1]) }
              alerting: { owner: \(ids[0]), deputy: \(ids[1]) }
              incident_response: { owner: \(ids[0]), deputy: \(ids[1]) }
              seo_validation: { owner: \(ids[1]), deputy: \(ids[0]) }

            # Add the ERP, the payment provider, the warehouse: everything that reads or writes what the store keeps.
            systems:
              - { id: shop-old, kind: storefront, side: old, owner: \(ids[0]), deputy: \(ids[1]), endpoints: [\(quoted(answers.old))], records: [carts, orders], volume: { sessions: \(answers.sessions)/h, peak: \(peak)/h } }
              - { id: shop-new, kind: storefront, side: new, owner: \(ids[0]), deputy: \(ids[1]), endpoints: [\(quoted(answers.new))], volume: { sessions: 0/h, peak: \(peak)/h } }
              - { id: edge, kind: edge, side: shared, owner: \(ids[0]), deputy: \(ids[1]), adapter: haproxy, propagation: 2s, volume: { sessions: \(answers.sessions)/h, peak: \(peak)/h } }
            \(found.systems)integrations: []

            \(terms.store)

            \(terms.measures)

            \(terms.cutover)

            \(found.preparation)redirects:
              landing: []
              entries: []
              parity: [canonical, hreflang, sitemap, structured-data]
            report: { signers: [\(ids[0]), \(ids[2])], client: [\(ids[2])] }

            """
    }

    /// Three ids, all different, for the three people.
    private static func ids(of answers: ScaffoldAnswers) -> [String] {
        var taken: [String] = []
        for person in [answers.owner, answers.deputy, answers.approver] {
            var id = person.id
            while taken.contains(id) { id += "-2" }
            taken.append(id)
        }
        return taken
    }

    /// Text that YAML takes for nothing else.
    static func quoted(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case _ where scalar.value < 32 || scalar.value == 127: escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return "\"\(escaped)\""
    }
}
