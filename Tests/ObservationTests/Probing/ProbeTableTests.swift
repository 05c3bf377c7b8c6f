import Observation
import Testing

@Suite struct ProbeTableTests {
    private let good = ProbeTable(
        journeys: [
            Journey(
                "look",
                [
                    .get("/product/{product}", [Capture("price", .between(after: "Price ", before: "<"))])
                ])
        ],
        cases: [ProbeCase("one", journey: "look", host: "eu.shop.test", arguments: ["product": "A-1"])],
        compared: [ComparedValue("price")])

    @Test func aGoodTableHasNoProblem() {
        #expect(good.problems.isEmpty)
    }

    @Test func anUnknownJourney() {
        var table = good
        table.cases[0].journey = "buy"
        #expect(table.problems == [.unknown(what: "journey", name: "buy", place: "case `one`")])
    }

    @Test func aNameThatNothingGives() {
        var table = good
        table.journeys[0].steps.append(.post("/pay", form: [.init("key", "{key}")]))
        #expect(table.problems == [.unfilled(name: "key", step: "POST /pay", place: "case `one`")])
        table.cases[0].arguments["key"] = "x"
        #expect(table.problems.isEmpty)
    }

    @Test func whatIsCapturedLaterGivesNothing() {
        var table = good
        table.journeys[0].steps.insert(.get("/{price}"), at: 0)
        #expect(table.problems == [.unfilled(name: "price", step: "GET /{price}", place: "case `one`")])
    }

    @Test func aCaseThatComparesNothing() {
        var table = good
        table.compared = [ComparedValue("tax")]
        #expect(table.problems == [.nothingCompared(place: "case `one`")])
    }

    @Test func namesAreUnique() {
        var table = good
        table.cases.append(table.cases[0])
        #expect(table.problems == [.repeated(what: "case", name: "one")])
    }

    @Test func exceptionsNameWhatIsThere() {
        var table = good
        table.exceptions = [ProbeException(case: "two", value: "tax", why: "")]
        #expect(table.problems.count == 2)
    }

    @Test(arguments: ["", "a b", "eu.shop.test/x", "eu\r\nx: y", "{host}"])
    func aHostThatIsNone(_ host: String) {
        var table = good
        table.cases[0].host = host
        #expect(table.problems.count == 1)
    }

    @Test func malformedSteps() {
        var table = good
        table.journeys[0].steps[0].headers = [.init("x", "a\r\nb: c")]
        table.journeys[0].steps[0].expect = [20]
        table.journeys[0].steps[0].method = "get"
        table.journeys[0].steps.append(.get("product", [Capture("x", .pointer("a"))]))
        table.journeys[0].steps.append(.get("{product}/{host}"))
        #expect(table.problems.count == 6)
        #expect(throws: ProbingError.self) {
            try ProbeReader(
                signal: "s", every: .seconds(1), table: table,
                endpoints: SideEndpoints(old: "http://127.0.0.1:1", new: "http://127.0.0.1:1"))
        }
    }

    @Test func anEmptyTable() {
        #expect(ProbeTable(journeys: [], cases: [], compared: []).problems == [.emptyTable])
    }

    @Test(arguments: ["", "127.0.0.1:80", "ftp://x", "http://", "http://h/path", "http://h?x", "http://u@h"])
    func anEndpointThatIsNone(_ text: String) {
        #expect(throws: ProbingError.self) { try SideEndpoints(old: "http://127.0.0.1:80/", new: text) }
    }

    @Test func theSecretIsShownNowhere() throws {
        let mark = try ProbeMark(secret: .init("x-secret", "hidden"))
        #expect(!"\(mark)".contains("hidden"))
        #expect(throws: ProbingError.self) { try ProbeMark(secret: .init("x-secret", "a\r\nb")) }
    }
}
