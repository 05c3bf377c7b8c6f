import ArgumentParser
import Reconciliation

struct ReconcileCarryBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "carry-back", abstract: "List what only the new side has: what going back would lose.",
        discussion: """
            From the last results; oldest first, those whose age nobody knows before all others.

            Exit 0 where nothing is on the new side alone, 1 where something is.

            Examples:
              sluice reconcile carry-back shop.map.yaml
              sluice reconcile carry-back shop.map.yaml --table orders --born created --json
            """)

    @OptionGroup var source: MappingSource

    @Option(help: "The new side's column that tells when a row was born; the mapping's `updated` when not given.")
    var born: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() async throws {
        var lists: [CarryBack] = []
        for table in try source.read().tables {
            let seen = try await SeenDifferences(of: table, kinds: [.extra], in: source)
            lists.append(
                CarryBack(
                    seen.differences, of: seen.plan.mapping, rows: seen.rows.new, born: born, ms: ReconcileText.wall()))
        }
        let list = CarryBack(joining: lists, ms: ReconcileText.wall())
        Terminal.write(json ? list.jsonLines : list.table)
        if !list.entries.isEmpty { throw ExitCode(Failure.Code.short.rawValue) }
    }
}
