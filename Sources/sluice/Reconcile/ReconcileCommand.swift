import ArgumentParser

struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Compare what two stores of record hold, row by row.",
        discussion: """
            What is compared with what stands in a mapping file, or in a plan under `entities`. Nothing is ever written to
            either store.

            Exit codes: 0 equal; 1 different, or not settled; 2 unusable input; 3 could not check.

            Examples:
              sluice reconcile init --old mysql://shop@old/shop --new postgresql://shop@new/shop --out shop.map.yaml
              sluice reconcile run shop.map.yaml
              sluice reconcile run plan.yaml --table orders --json
              sluice reconcile watch shop.map.yaml --every 5m
              sluice reconcile repair shop.map.yaml --table orders --side new > repair.sql
            """,
        subcommands: [
            ReconcileRun.self, ReconcileWatch.self, ReconcileInit.self, ReconcileShow.self, ReconcileRepair.self,
            ReconcileCarryBack.self,
        ])
}
