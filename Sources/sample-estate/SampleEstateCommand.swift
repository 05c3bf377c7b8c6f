import ArgumentParser

@main
struct SampleEstateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sample-estate")
}
