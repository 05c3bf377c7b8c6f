import ArgumentParser
import SampleEstate

struct FaultCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fault", abstract: "Switch the faults of a running shop.",
        discussion: """
            The faults named replace those that were on. Faults: payment[=METHOD:SHARE], slow[=MS:SHARE], promotion, \
            lost_order[=SHARE], noindex, error[=SHARE], unauthorised[=REGION:PER_SECOND].

            Examples:
              sample-estate fault --url http://127.0.0.1:8082 --token-file token payment=card:0.9 noindex
              sample-estate fault --url http://127.0.0.1:8082 --token-file token --clear
            """)

    @Option(help: "Address of the shop.")
    var url: String

    @Option(help: "File with the estate's token.")
    var tokenFile: String

    @Flag(help: "Switch all faults off.")
    var clear = false

    @Argument(help: "NAME or NAME=VALUE.")
    var faults: [String] = []

    func validate() throws {
        if clear && !faults.isEmpty { throw ValidationError("--clear takes no faults; give one or the other.") }
    }

    func run() async throws {
        let token = try TokenFile.read(tokenFile)
        if clear || !faults.isEmpty {
            try await FaultRemote.replace(try FaultSet(arguments: faults), at: url, token: token)
        }
        let now = try await FaultRemote.current(at: url, token: token)
        print(now == FaultSet() ? "no fault is on" : "on: \(now.summary)")
    }
}
