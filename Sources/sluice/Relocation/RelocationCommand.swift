import ArgumentParser

struct RelocationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relocation", abstract: "Move databases, files and configuration with nothing lost.",
        discussion: """
            Each step does only what is left to do: run it again after any interruption.

            Examples:
              sluice relocation transfer plan.yaml                 copy the databases
              sluice relocation follow plan.yaml                   keep the copy in step while the old side trades
              sluice relocation verify plan.yaml                   show that everything arrived
              sluice relocation hand-over plan.yaml --edge-dir edge
              sluice relocation way-back plan.yaml --edge-dir edge
              sluice relocation rewrite --plan plan.yaml < old.sql > new.sql
            """,
        subcommands: [
            RelocationTransfer.self, RelocationRewrite.self, RelocationFollow.self, RelocationVerify.self,
            RelocationHandOver.self, RelocationWayBack.self,
        ])
}
