import AccessLogs
import Fixtures
import Testing

/// Which requests count as failures of a server, as the shopper met them.
@Suite struct FailureTests {
    private func fails(_ status: Int, _ termination: String, _ side: String) throws -> Bool {
        var given = EdgeText()
        given.status = status
        given.termination = termination
        given.side = side
        let line = try #require(read(given.text))
        return Array(given.text.utf8).withUnsafeBytes { line.isFailure(in: $0) }
    }

    @Test(arguments: ["n", "N", "o", "O", "l"], [500, 502, 503, 504])
    func anAnswerOf5xxIsAFailureOnEitherSide(_ side: String, _ status: Int) throws {
        #expect(try fails(status, "--", side))
    }

    @Test(arguments: ["n", "o"], [("SC", -1), ("SH", 502), ("SD", 200), ("sH", 504), ("--", 0)])
    func aRefusedOrBrokenConnectionIsAFailure(_ side: String, _ end: (String, Int)) throws {
        #expect(try fails(end.1, end.0, side))
    }

    @Test(arguments: [200, 303, 404, 503, -1])
    func aFallbackIsAFailureHoweverWellItWasServed(_ status: Int) throws { #expect(try fails(status, "--", "f")) }

    @Test(arguments: [200, 303, 402, 404, 499])
    func anyOtherAnswerIsNone(_ status: Int) throws { #expect(try !fails(status, "--", "n")) }

    @Test(arguments: [("CD", 200), ("CH", -1), ("CR", -1), ("CC", 0)])
    func aShopperWhoLeavesIsNoFailure(_ end: (String, Int)) throws { #expect(try !fails(end.1, end.0, "n")) }

    @Test(arguments: [200, 302, 503, -1])
    func whatTheEdgeAnswersItselfIsPolicy(_ status: Int) throws { #expect(try !fails(status, "PR", "x")) }
}
