import ArgumentParser
import Foundation
import Reconciliation

struct ReconcileRepair: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Propose SQL that would make one side as the other is.",
        discussion: """
            The script goes to standard output; nothing is ever applied. Each statement asks that its row is still as it
            was seen, and the whole is one transaction.

            Examples:
              sluice reconcile repair shop.map.yaml --table orders --side new > repair.sql
              sluice reconcile repair shop.map.yaml --table orders --side new --dry-run | mariadb shop
            """)

    @OptionGroup var source: MappingSource

    @Option(help: "The side that would be changed: old or new.")
    var side: Repaired

    @Flag(help: "The script ends with ROLLBACK: it shows that it can be carried out, and changes nothing.")
    var dryRun = false

    enum Repaired: String, FormatOption { case old, new }

    func run() async throws {
        for table in try source.read().tables {
            let seen = try await SeenDifferences(of: table, kinds: Set(Difference.Kind.allCases), in: source)
            let target = Side(rawValue: side.rawValue) ?? .new
            guard let dialect = RepairDialect(engine: seen.kinds[target].engine) else {
                throw Failure(
                    "the \(side.rawValue) side of `\(table.mapping.name)` takes no SQL (\(seen.kinds[target].engine))",
                    .unusable)
            }
            let script = RepairScript.propose(
                seen.differences, of: seen.plan.mapping, repairing: side == .old ? .old : .new, with: seen.rows,
                as: RepairScript.Terms(
                    dialect: dialect, shape: seen.shapes[target], result: seen.result.digest, ms: ReconcileText.wall()))
            Terminal.write(script.text(dryRun: dryRun))
        }
    }
}
