import ArgumentParser

struct RelocationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relocation", abstract: "Move databases, files and configuration with nothing lost.",
        discussion: """
            Each step does only what is left to do: run it again after any interruption.

            Examples:
              sluice relocation rewrite --map eu.shop.test=eu.shop.example < old.sql > new.sql
              sluice relocation rewrite --plan plan.yaml < old.sql > new.sql
            """,
        subcommands: [RelocationRewrite.self])
}
