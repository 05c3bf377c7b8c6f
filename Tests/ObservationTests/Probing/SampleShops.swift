import Foundation
import Observation
import SampleEstate
import Testing

/// The two real sample shops with their stock, as processes in a temporary folder; ended by their process ids.
struct SampleShops: Sendable {
    let estate: EstateDescription
    let endpoints: SideEndpoints

    static func run(_ work: (SampleShops) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "shops-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let processes = try EstateProcesses(executable: try EstateProcesses.besideThisProgram())
        let estate = try await processes.startEstate(folder: folder, seed: 5, rate: 1)
        let result: Result<Void, any Error>
        do {
            let endpoints = try SideEndpoints(old: estate.old.address, new: estate.new.address)
            try await work(SampleShops(estate: estate, endpoints: endpoints))
            result = .success(())
        } catch {
            result = .failure(error)
        }
        for entry in [estate.old, estate.new, estate.stock] { try await EstateProcesses.stop(entry) }
        try FileManager.default.removeItem(atPath: folder)
        try result.get()
    }

    /// Replaces the faults of the new shop.
    func plant(_ faults: [String]) async throws {
        try await FaultRemote.replace(FaultSet(arguments: faults), at: estate.new.address, token: estate.token)
    }

    /// The journeys and cases that see what the sample shops charge.
    static let table: ProbeTable = {
        let price = Capture("price", .between(after: #"<p class="price">"#, before: "</p>"))
        let sum = { (name: String) in Capture(name, .between(after: #"<p class="price">Total "#, before: "</p>")) }
        let buy = Journey(
            "buy",
            [
                .get("/product/{product}", [price]),
                .post(
                    "/cart/add", form: [.init("sku", "{product}"), .init("quantity", "{quantity}")], expect: [303]),
                .get(
                    "/checkout",
                    [sum("subtotal")]),
                .post(
                    "/checkout/pay/{method}",
                    form: [
                        .init("key", "{run}"), .init("email", "probe-{run}@sluice.test"),
                        .init("promotion", "{coupon}"),
                    ], [Capture("next", .header("location"))], expect: [303]),
                .get("{next}", [sum("total")]),
            ])
        let look = Journey("look", [.get("/product/{product}", [price])])
        var cases: [ProbeCase] = []
        for (region, agent) in [
            ("eu", "Mozilla/5.0 (X11; Linux x86_64)"), ("us", "Mozilla/5.0 (iPhone) Mobile"), ("apac", nil),
        ] {
            for (method, coupon, quantity) in [("card", "TEN", "2"), ("wallet", "ten", "1"), ("card", "", "3")] {
                cases.append(
                    ProbeCase(
                        "\(coupon.isEmpty ? "no coupon" : coupon) on \(region)/\(method)", journey: "buy",
                        host: "\(region).shop.test", agent: agent,
                        arguments: ["product": "KIT-003", "coupon": coupon, "method": method, "quantity": quantity]))
            }
            cases.append(
                ProbeCase(
                    "toy on \(region)", journey: "look", host: "\(region).shop.test", arguments: ["product": "TOY-011"])
            )
        }
        return ProbeTable(
            journeys: [buy, look], cases: cases,
            compared: [
                ComparedValue("promotion", .difference("subtotal", "total")), ComparedValue("price"),
                ComparedValue("subtotal"), ComparedValue("total"),
            ])
    }()

    /// What of the sample shops' pages is their look, and may differ.
    static let comparison = MirrorComparison(
        normalisation: Normalisation([
            .dropComments,
            .dropBetween(after: "<style>", before: "</style>"),
            .dropBetween(after: "<header>", before: "<nav>"),
            .dropBetween(after: "<footer>", before: "</footer>"),
            .dropBetween(after: " – ", before: "</title>"),
            .collapseWhitespace,
        ]))

    /// Reads as shoppers make them: pages of all regions, some that are not there, some that are never asked again.
    static func reads(_ count: Int, into queue: MirrorQueue) {
        let catalogue = Catalogue.standard
        for number in 0..<count {
            let host = Region.allCases[number % 3].host
            let path =
                switch number % 10 {
                case 0: "/?visit=\(number)"
                case 1: "/category/\(catalogue.categories[number / 10 % 8].slug)?visit=\(number)"
                case 2: "/search?q=\(["oak", "tent", "nothing"][number / 10 % 3])&visit=\(number)&sid=secret"
                case 3: number % 20 == 3 ? "/robots.txt?\(number)" : "/sitemap.xml?\(number)"
                case 4: "/product/NONE-\(number)"
                default: "/product/\(catalogue.products[number * 7 % 200].sku)?visit=\(number)"
                }
            queue.offer(method: number % 17 == 0 ? "HEAD" : "GET", host: host, path: path)
            queue.offer(method: "GET", host: host, path: "/cart?\(number)")
            queue.offer(method: "POST", host: host, path: "/cart/add")
        }
    }
}
