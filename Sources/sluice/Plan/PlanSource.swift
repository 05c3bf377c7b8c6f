import ArgumentParser
import Planning

/// The plan that a `plan` command looks at.
struct PlanSource: ParsableArguments {
    @Argument(help: "The plan.")
    var plan: String

    func read() throws -> Plan { try PlanReader.read(path: plan) }
}

/// One of the forms a command can write in.
protocol FormatOption: RawRepresentable, CaseIterable, ExpressibleByArgument where RawValue == String {}

/// Text for people, JSON for programs.
enum TextOrJSON: String, FormatOption {
    case text, json
}
