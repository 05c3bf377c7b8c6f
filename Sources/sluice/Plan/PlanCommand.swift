import ArgumentParser

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Check a plan and explain what is found.",
        subcommands: [PlanInitCommand.self, PlanCheckCommand.self, PlanExplainCommand.self, PlanSchemaCommand.self])
}
