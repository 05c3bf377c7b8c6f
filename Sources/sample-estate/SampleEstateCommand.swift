import ArgumentParser
import SampleEstate

@main
enum SampleEstateProgram {
    static func main() async {
        SingleLoop.takeOver()
        await SampleEstateCommand.main()
    }
}

struct SampleEstateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample-estate",
        abstract: "A small real shop in two versions, its stock, and people who shop there.",
        discussion: """
            Each subcommand is one process that runs in the foreground until SIGTERM or SIGINT. All of them listen on \
            127.0.0.1 only and print one line 'listening 127.0.0.1:PORT' once they serve.

            Examples:
              sample-estate stock --port 8083 --db stock.db
              sample-estate shop --side old --port 8081 --db old.db --stock http://127.0.0.1:8083 --token-file token
              sample-estate shop --side new --port 8082 --db new.db --stock http://127.0.0.1:8083 --token-file token
              sample-estate fault --url http://127.0.0.1:8082 --token-file token payment=card:0.9
              sample-estate shoppers --edge 127.0.0.1:8080 --rate 200 --seed 1 --acknowledged acknowledged.jsonl
              sample-estate payments --port 8090 --folder payments --deliver-to http://127.0.0.1:8080
              sample-estate wordpress-shoppers --address http://127.0.0.1:8080 --rate 2 --journal orders.jsonl
            """,
        subcommands: [
            StockCommand.self, ShopCommand.self, FaultCommand.self, ShoppersCommand.self, PaymentsCommand.self,
            WordPressShoppersCommand.self, WordPressOrdersCheckCommand.self,
        ])
}
