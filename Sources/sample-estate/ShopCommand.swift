public import ArgumentParser
public import SampleEstate

struct ShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shop", abstract: "Run one of the two shops.",
        discussion: """
            Example: sample-estate shop --side new --port 8082 --db new.db --stock http://127.0.0.1:8083 --token-file token
            """)

    @Option(help: "old or new.")
    var side: ShopSide

    @Option(help: "Port on 127.0.0.1; 0 picks a free one.")
    var port = 0

    @Option(help: "SQLite file; made when missing.")
    var db: String

    @Option(help: "Address of the stock allocator.")
    var stock: String

    @Option(help: "File with the token that opens the JSON interfaces (header x-estate-token).")
    var tokenFile: String

    @Option(help: "The version this shop says it is.")
    var version = "1"

    func run() async throws {
        let token = try TokenFile.read(tokenFile)
        try await ShopService(side: side, port: port, file: db, stock: stock, token: token, version: version).run()
    }
}

extension ShopSide: ExpressibleByArgument {}
