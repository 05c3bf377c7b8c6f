import ArgumentParser
import Conducting
import Cutover
import Planning

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Carry a plan out, watch it, and steer it.",
        subcommands: [
            RunStart.self, RunStatus.self, RunHold.self, RunResume.self, RunApprove.self, RunAmend.self,
            RunRollback.self, RunStop.self,
        ])
}

/// The folder that every run command works on.
struct RunFolderOption: ParsableArguments {
    @Option(name: .customLong("dir"), help: "The run's folder.")
    var path = "run"

    var folder: RunFolder { RunFolder(path) }

    /// The run's plan as it is in force, whatever became of the files that people edit.
    func plan(_ state: RunState) throws -> Plan {
        try KeptPlans(folder).read(state.itinerary.planDigest)
    }
}
