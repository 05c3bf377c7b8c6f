import ArgumentParser
import Planning

/// The plan that a `plan` command looks at, with what is laid over it.
struct PlanSource: ParsableArguments {
    @Argument(help: "The plan.")
    var plan: String

    @Option(help: "The environment of the plan, whose overlay is laid over it.")
    var environment: String?

    @Option(help: "A file that is laid over the plan; may be given several times.")
    var overlay: [String] = []

    func read() throws(PlanningError) -> Plan {
        try PlanReader.read(path: plan, environment: environment, overlays: overlay)
    }
}

/// The moment for which a `plan` command judges, and what was measured by then.
struct PlanJudgement: ParsableArguments {
    @Option(help: "The moment to judge for, as ISO 8601; now by default.", transform: PlanArgument.time)
    var at: PlanTime?

    @Option(help: "The folder of records that measuring commands wrote.")
    var evidence: String?

    func records() throws(PlanningError) -> EvidenceRecords {
        guard let evidence else { return .none }
        return try EvidenceFolder.read(evidence)
    }
}

/// One of the forms a command can write in.
protocol FormatOption: RawRepresentable, CaseIterable, ExpressibleByArgument where RawValue == String {}

/// Text for people, JSON for programs.
enum TextOrJSON: String, FormatOption {
    case text, json
}
