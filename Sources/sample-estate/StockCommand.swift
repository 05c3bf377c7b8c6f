import ArgumentParser
import SampleEstate

struct StockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stock", abstract: "Allocate stock for both shops.",
        discussion: "Example: sample-estate stock --port 8083 --db stock.db")

    @Option(help: "Port on 127.0.0.1; 0 picks a free one.")
    var port = 0

    @Option(help: "SQLite file; made when missing.")
    var db: String

    func run() async throws {
        try await StockService(port: port, file: db).run()
    }
}
