import AsyncHTTPClient
import Hummingbird

/// One of the two shops as a process.
public struct ShopService: Sendable {
    private let side: ShopSide
    private let port: Int
    private let file: String
    private let stock: String
    private let token: String
    private let version: String

    /// - Parameters:
    ///   - side: old or new; it decides the look and the order numbers.
    ///   - port: on 127.0.0.1; 0 picks a free one.
    ///   - file: the SQLite file; made when missing.
    ///   - stock: address of the stock allocator, for instance `http://127.0.0.1:8083`.
    ///   - token: opens the JSON interfaces.
    ///   - version: what `/api/health` and the pages' foot say.
    public init(side: ShopSide, port: Int, file: String, stock: String, token: String, version: String) {
        self.side = side
        self.port = port
        self.file = file
        self.stock = stock.hasSuffix("/") ? String(stock.dropLast()) : stock
        self.token = token
        self.version = version
    }

    /// Serves until SIGTERM or SIGINT.
    public func run() async throws {
        guard !token.isEmpty else {
            throw SampleEstateError.badArgument(name: "token", found: "", expected: "a token that is not empty")
        }
        let store = try ShopStore(file: file, side: side)
        let client = ForegroundServer.makeClient()
        let faults = FaultSwitch()
        let pages = try ShopPages(side: side, version: version)
        let checkout = Checkout(
            store: store, stock: StockClient(client: client, address: stock), faults: faults, ghosts: GhostOrders())

        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: FaultMiddleware(faults: faults))
        CatalogueRoutes(pages: pages, shelf: PageShelf(), faults: faults).add(to: router)
        CheckoutRoutes(pages: pages, store: store, checkout: checkout, faults: faults).add(to: router)
        ShopAPI(store: store, faults: faults, token: token, version: version).add(to: router)

        let writer = UnauthorisedWriter(store: store, faults: faults)
        try await ForegroundServer.run(router, label: "shop-\(side.rawValue)", port: port) {
            await writer.run()
        }
        try await client.shutdown()
    }
}
