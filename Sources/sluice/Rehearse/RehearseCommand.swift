import ArgumentParser
import Foundation

struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "A whole migration on this machine: two real shops, HAProxy, live shoppers, one planted fault.",
        discussion: """
            Ends with the line `orders: acknowledged N, lost L, duplicated D`. Exit 0 when the migration completed with no
            order lost; 1 when the run was held.

            Killed at any time, it goes on where it stood: name the same --dir again.

            Faults: \(Fault.allCases.map(\.rawValue).joined(separator: ", ")).

            Examples:
              sluice rehearse
              sluice rehearse --fault none
              sluice rehearse --fault edge-killed --dir rehearsals/edge
            """)

    @Option(help: "Where everything is kept; a new folder under rehearsals/ by default.")
    var dir: String?

    @Option(help: "What is planted in the new shop while its share grows.")
    var fault = Fault.payment

    @Option(help: "Sessions a second.")
    var rate = 200.0

    @Option(help: "Seed of the shoppers.")
    var seed: UInt64 = 1

    @Option(help: "Another plan over the sample estate.")
    var plan: String?

    @Flag(help: "Leave the estate running at the end.")
    var keep = false

    @Flag(help: "The timeline and the summary as JSON lines.")
    var json = false

    @Flag(help: "Print the embedded plan and end.")
    var printPlan = false

    func validate() throws {
        guard rate >= 1, rate <= 5_000 else {
            throw ValidationError("--rate is \(rate); give 1 to 5000 sessions a second")
        }
    }

    func run() async throws {
        if printPlan { return print(SamplePlan.text, terminator: "") }
        let folder = RehearsalFolder(dir ?? Self.freshFolder())
        let rehearsal = Rehearsal(folder: folder, fault: fault, asJSON: json)
        let isNew = !FileManager.default.fileExists(atPath: folder.progress)
        if isNew {
            let text = try plan.map { try String(contentsOfFile: $0, encoding: .utf8) } ?? SamplePlan.text
            try await rehearsal.prepare(plan: text, rate: rate, seed: seed)
            if dir == nil { Self.pointLatest(to: folder.path) }
        }
        let summary = try await rehearsal.direct()
        if !keep { try await rehearsal.clear() }
        Terminal.say(try summary.text(asJSON: json))
        if !summary.isGood { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private static func freshFolder() -> String {
        let format = DateFormatter()
        format.dateFormat = "yyyyMMdd-HHmmss"
        format.locale = Locale(identifier: "en_US_POSIX")
        return "rehearsals/\(format.string(from: Date()))"
    }

    /// `rehearsals/latest` leads to the newest one.
    private static func pointLatest(to path: String) {
        let link = "rehearsals/latest"
        try? FileManager.default.removeItem(atPath: link)
        try? FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    }
}
