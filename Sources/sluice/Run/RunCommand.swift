import ArgumentParser
import Conducting

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Carry a plan out, watch it, and steer it.",
        subcommands: [
            RunStart.self, RunStatus.self, RunHold.self, RunResume.self, RunApprove.self, RunRollback.self,
            RunStop.self,
        ])
}

/// The folder that every run command works on.
struct RunFolderOption: ParsableArguments {
    @Option(name: .customLong("dir"), help: "The run's folder.")
    var path = "run"

    var folder: RunFolder { RunFolder(path) }
}
