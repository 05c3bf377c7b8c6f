import ArgumentParser

struct GateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate", abstract: "Ask the gates: on evidence of your own, on traffic recorded or invented.",
        subcommands: [GateJudgeCommand.self, GateSimulateCommand.self, GateVectorsCommand.self])
}
