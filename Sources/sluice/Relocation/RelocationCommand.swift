import ArgumentParser

struct RelocationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relocation", abstract: "Move databases, files and configuration with nothing lost.",
        discussion: """
            Each step does only what is left to do: run it again after any interruption.

            Examples:
              sluice relocation assess plan.yaml --out inventory.yaml   read what there is
              sluice relocation backup plan.yaml --prove           back up, restore elsewhere, compare
              sluice relocation transfer plan.yaml                 copy files, settings and databases
              sluice relocation follow plan.yaml                   keep the copy in step while the old side trades
              sluice relocation point plan.yaml --watch             lead the names to the edge
              sluice relocation verify plan.yaml                   show that everything arrived
              sluice relocation hand-over plan.yaml --edge-dir edge
              sluice relocation way-back plan.yaml --edge-dir edge
              sluice relocation report plan.yaml                   what was measured, to be signed
              sluice relocation decommission plan.yaml             what still keeps the old hosts
              sluice relocation rewrite --plan plan.yaml < old.sql > new.sql
            """,
        subcommands: [
            RelocationAssess.self, RelocationBackup.self, RelocationTransfer.self, RelocationRewrite.self,
            RelocationFollow.self, RelocationVerify.self, RelocationPoint.self, RelocationWebTier.self,
            RelocationHandOver.self, RelocationWayBack.self, RelocationReportCommand.self,
            RelocationDecommission.self,
        ])
}
