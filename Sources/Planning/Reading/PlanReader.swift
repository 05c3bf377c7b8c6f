/// Reads a plan from its files.
///
///     let plan = try PlanReader.read(path: "plan.yaml")
///     let findings = PlanCheck.run(plan, at: .now)
///
/// What is returned has the right shape: every id is unique, every reference leads somewhere, every value parses. What
/// it *says* may still be unsafe; ``PlanCheck`` judges that.
public enum PlanReader {
    /// Reads the plan at `path` and the files it includes.
    ///
    /// - Throws: ``PlanningError/refused(_:)`` with every problem found.
    public static func read(path: String) throws(PlanningError) -> Plan {
        let bytes: [UInt8]
        do throws(PlanFolder.Refusal) {
            bytes = try PlanFolder.bytes(at: path, room: ReadingBounds.bytes)
        } catch {
            let reading = Reading()
            reading.note(.wrongFile, error.why, Position(file: path, line: 1, column: 1), mend: error.mend)
            throw .refused(reading.findings)
        }
        return try read(bytes, named: path, folder: PlanFolder(of: path))
    }

    /// Reads a plan of one file from its text.
    public static func read(text: String, named name: String = "plan.yaml") throws(PlanningError) -> Plan {
        try read(bytes: Array(text.utf8), named: name)
    }

    /// Reads a plan of one file from its bytes, whatever they are.
    public static func read(bytes: [UInt8], named name: String = "plan.yaml") throws(PlanningError) -> Plan {
        guard bytes.count <= ReadingBounds.bytes else {
            let reading = Reading()
            reading.note(
                .wrongFile, "the plan is larger than \(ReadingBounds.bytes / 1_000_000) MB",
                Position(file: name, line: 1, column: 1), mend: "keep data out of the plan")
            throw .refused(reading.findings)
        }
        return try read(bytes, named: name, folder: nil)
    }

    private static func read(
        _ bytes: [UInt8], named name: String, folder: PlanFolder?
    ) throws(PlanningError) -> Plan {
        let reading = Reading()
        guard let (root, files) = PlanAssembly.assemble(bytes, named: name, folder: folder, reading: reading),
            var plan = Fields.read(Plan.self, from: root, reading)
        else { throw .refused(reading.findings.sortedByPosition(files: [name])) }
        plan.files = files
        plan.index = PlanIndex(plan)
        plan.redirectTable = RedirectTable(plan.redirects?.entries ?? [])
        // A value that could not be read stands as a placeholder, about which nothing more is worth saying.
        if reading.findings.allSatisfy({ $0.code != ReadingCode.wrongValue.rawValue }) {
            References(plan, reading).check()
            reading.note(StageOrder.findings(in: plan))
        }
        guard reading.findings.isEmpty else {
            throw .refused(reading.findings.sortedByPosition(files: files.map(\.path)))
        }
        return plan
    }
}
