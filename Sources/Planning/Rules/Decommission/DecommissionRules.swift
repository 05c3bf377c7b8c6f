extension Rule {
    /// About the end of the old side (DEC).
    static let decommissionRules: [Rule] = [.dec001, .dec002, .dec003, .dec004, .dec005]

    static let dec001 = Rule(
        "DEC001",
        catches: "an old side that can be switched off before the client has signed that it is no longer needed",
        why: "Only the people whose store it is can say that nothing is missing; once the disks are gone nobody can.",
        mend: "write `needs: [signed-report]`, and name under `report` the signers and those who sign for the `client`"
    ) { check in
        guard let end = check.plan.decommission else { return [] }
        var found: [Violation] = []
        if !end.needs.contains(where: { $0.value == .signedReport }) {
            found.append(
                Violation("the old side ends without a signed report", end.needs.first?.position ?? end.position))
        }
        let report = check.plan.report
        let signers = Set(report?.signers.map(\.value) ?? [])
        if report?.client.contains(where: { signers.contains($0.value) }) != true {
            let who = signers.isEmpty ? "" : " for the client"
            found.append(
                Violation("the old side waits for a report that nobody signs\(who)", report?.position ?? end.position))
        }
        return found
    }

    static let dec004 = Rule(
        "DEC004",
        catches: "an old side that ends without anything kept of it",
        why: """
            Invoices must be shown for years, and a dispute asks for an order that was never carried over. What was \
            not exported before the disks are wiped cannot be asked for.
            """,
        mend: "list under `exports` what is kept, for how long and where, or what a law asks for"
    ) { check in
        guard let end = check.plan.decommission, end.exports.isEmpty else { return [] }
        return [Violation("nothing of the old side is kept", end.position)]
    }

    static let dec005 = Rule(
        "DEC005", .warning,
        catches: "an old side whose flags, timed jobs or credentials nobody ends",
        why: """
            What is not ended by name lives on: a timed job writes to the ERP, a login of somebody long gone still \
            opens, a switch has a second meaning.
            """,
        incident: """
            Knight Capital used an old switch again in 2012; on one server it still woke code that had been given up \
            years before, and the firm lost 440 million dollars in three quarters of an hour.
            """,
        mend: "write `removes: [flags, crons, credentials]`, and do it"
    ) { check in
        guard let end = check.plan.decommission else { return [] }
        let removed = Set(end.removes.map(\.value))
        let left = [Decommission.Leftover.flags, .crons, .credentials].filter { !removed.contains($0) }.map(\.rawValue)
        guard !left.isEmpty else { return [] }
        return [
            Violation(
                "the old side ends, and nobody removes its \(left.joined(separator: ", "))",
                end.removes.first?.position ?? end.position)
        ]
    }
}
