import ArgumentParser

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Begin a plan, check it, explain what is found, and show what it says.",
        subcommands: [
            PlanInitCommand.self, PlanCheckCommand.self, PlanExplainCommand.self, PlanRisksCommand.self,
            PlanOwnersCommand.self, PlanStagesCommand.self, PlanGraphCommand.self, PlanRenderCommand.self,
            PlanDiffCommand.self, PlanSchemaCommand.self,
        ])
}
