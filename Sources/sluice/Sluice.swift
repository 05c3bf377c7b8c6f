import ArgumentParser
import Foundation

@main
struct Sluice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluice",
        abstract: "Move a live store without losing an order.",
        discussion: """
            Examples:
              sluice rehearse                                  a whole migration, on this machine, under live shoppers
              sluice plan check Examples/regional-storefront.yaml
              sluice run status --dir rehearsals/latest/run --watch

            Exit codes: 0 done; 1 what was checked falls short (a run that ended rolled back or held); 2 unusable input;
            3 the world did not answer; 4 refused for safety.
            """,
        version: "0.1.0",
        subcommands: [
            RehearseCommand.self, PlanCommand.self, RunCommand.self, EdgeCommand.self, JournalCommand.self,
            ReportCommand.self, GateCommand.self, SignalCommand.self, IncidentCommand.self, NoticesCommand.self,
            ReconcileCommand.self, RelocationCommand.self, MaintainCommand.self, AccessCommand.self,
            DoctorCommand.self,
        ])

    /// Every error leaves as one message (what, where, what to do) and one of the documented exit codes.
    static func main() async {
        // A file that may not grow any more is an error to tell, not a reason to die without a word.
        signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            let usage = exitCode(for: error)
            if usage == .success || error is CleanExit { exit(withError: error) }
            if usage == .validationFailure {
                Terminal.complain(fullMessage(for: error))
                Foundation.exit(Failure.Code.unusable.rawValue)
            }
            let failure = Failure(error)
            Terminal.complain("error: \(failure.message)")
            Foundation.exit(failure.code.rawValue)
        }
    }
}
