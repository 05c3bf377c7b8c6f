/// Reads a plan from its files.
///
///     let plan = try PlanReader.read(path: "plan.yaml", environment: "staging")
///     let findings = PlanCheck.run(plan, at: .now)
///
/// What is returned has the right shape: every id is unique, every reference leads somewhere, every value parses. What
/// it *says* may still be unsafe; ``PlanCheck`` judges that.
public enum PlanReader {
    /// Reads the plan at `path`, the files it includes, and what is merged over them.
    ///
    /// - Parameters:
    ///   - path: the plan's first file.
    ///   - environment: the id of one of the plan's `environments`, whose overlay is merged over the plan. It lies in
    ///     the plan's folder.
    ///   - overlays: paths of further overlays, wherever they lie, merged in this order after the environment's.
    /// - Throws: ``PlanningError/refused(_:)`` with every problem found.
    public static func read(
        path: String, environment: String? = nil, overlays: [String] = []
    ) throws(PlanningError) -> Plan {
        let bytes: [UInt8]
        do throws(PlanFolder.Refusal) {
            bytes = try PlanFolder.bytes(at: path, room: ReadingBounds.bytes)
        } catch {
            throw refused(error, path)
        }
        return try read(
            bytes, named: path, folder: PlanFolder(of: path), environment: environment,
            overlays: overlays.map { .file($0) })
    }

    /// Reads a plan of one file from its text.
    public static func read(text: String, named name: String = "plan.yaml") throws(PlanningError) -> Plan {
        try read(bytes: Array(text.utf8), named: name)
    }

    /// Reads a plan of one file from its bytes, whatever they are.
    public static func read(bytes: [UInt8], named name: String = "plan.yaml") throws(PlanningError) -> Plan {
        try read(bytes: bytes, named: name, overlays: [])
    }

    /// Reads a plan of one file from its bytes, with overlays merged over it.
    package static func read(
        bytes: [UInt8], named name: String = "plan.yaml", overlays: [OverlaySource]
    ) throws(PlanningError) -> Plan {
        guard bytes.count <= ReadingBounds.bytes else { throw refused(.tooLarge, name) }
        return try read(bytes, named: name, folder: nil, environment: nil, overlays: overlays)
    }

    private static func read(
        _ bytes: [UInt8], named name: String, folder: PlanFolder?, environment: String?, overlays: [OverlaySource]
    ) throws(PlanningError) -> Plan {
        let reading = Reading()
        var assembly = PlanAssembly(folder: folder, reading: reading)
        assembly.begin(bytes, named: name)
        if let environment { assembly.enter(environment: environment) }
        for overlay in overlays { assembly.lay(overlay) }
        assembly.takeInMappings()
        let files = assembly.files.map(\.path)
        guard let root = assembly.root, var plan = Fields.read(Plan.self, from: root, reading)
        else { throw .refused(reading.findings.sortedByPosition(files: files)) }
        plan.files = assembly.files
        plan.root = root
        plan.records = assembly.records
        plan.index = PlanIndex(plan)
        RedirectFile.add(to: &plan, folder: folder, reading: reading)
        // A value that could not be read stands as a placeholder, about which nothing more is worth saying.
        if !reading.has(.wrongValue), !reading.isFull {
            References(plan, reading).check()
            reading.note(StageOrder.findings(in: plan))
        }
        guard reading.findings.isEmpty else {
            throw .refused(reading.findings.sortedByPosition(files: plan.files.map(\.path)))
        }
        return plan
    }

    private static func refused(_ refusal: PlanFolder.Refusal, _ path: String) -> PlanningError {
        let reading = Reading()
        reading.note(.wrongFile, refusal.why, Position(file: path, line: 1, column: 1), mend: refusal.mend)
        return .refused(reading.findings)
    }
}
