import ArgumentParser
import Foundation
import Reconciliation

struct ReconcileShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the last results, without asking any store.",
        discussion: """
            Examples:
              sluice reconcile show shop.map.yaml
              sluice reconcile show shop.map.yaml --table orders --all
              sluice reconcile show shop.map.yaml --all --json          every difference as a line of JSON
            """)

    @OptionGroup var source: MappingSource

    @Flag(help: "Every difference, not only the first ones.")
    var all = false

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() throws {
        let folder = try source.folder()
        var outcomes: [TableResult.Outcome] = []
        for table in try source.read().tables.map(\.mapping.name) {
            guard var result = folder.result(of: table) else {
                throw Failure(
                    "\(source.dir) holds no result of `\(table)`; run `sluice reconcile run \(source.mapping)` first",
                    .unusable)
            }
            outcomes.append(result.outcome)
            if all { result.examples = try folder.allDifferences(of: table) }
            json ? ReconcileText.sayLines(of: result) : ReconcileText.say(result)
        }
        if let worst = outcomes.compactMap(Failure.Code.init).max(by: { $0.rawValue < $1.rawValue }) {
            throw ExitCode(worst.rawValue)
        }
    }
}
