import SampleEstate
import Testing

@Suite struct PaymentLedgerTests {
    private static func made(_ number: Int, at ms: Int64 = 0) -> Authorisation {
        Authorisation(
            id: "A-\(number)", host: "eu.shop.test", key: "key-\(number)", amount: 100, currency: "EUR",
            notice: "http://eu.shop.test/notice", authorisedMs: ms)
    }

    private static func asked(_ number: Int, order: Int = 7, amount: Int = 100) -> CaptureRequest {
        CaptureRequest(order: order, key: "key-\(number)", host: "eu.shop.test", amount: amount)
    }

    @Test func oneOrderHasOneAuthorisation() {
        var ledger = PaymentLedger()
        ledger.keep(Self.made(1))
        #expect(ledger.authorisation(host: "eu.shop.test", key: "key-1")?.id == "A-1")
        #expect(ledger.authorisation(host: "us.shop.test", key: "key-1") == nil)
    }

    @Test func aCaptureIsGivenOnceAndTheSameOrderMayAskAgain() {
        var ledger = PaymentLedger()
        ledger.keep(Self.made(1))
        #expect(ledger.capture("A-1", for: Self.asked(1), now: 5) == .captured(changed: true))
        #expect(ledger.capture("A-1", for: Self.asked(1), now: 6) == .captured(changed: false))
        #expect(ledger["A-1"]?.order == 7)
        #expect(ledger["A-1"]?.changedMs == 5)
        for refused in [Self.asked(1, order: 8), Self.asked(2), Self.asked(1, amount: 99)] {
            guard case .refused = ledger.capture("A-1", for: refused, now: 7) else {
                Issue.record("captured for \(refused)")
                return
            }
        }
        #expect(ledger.capture("A-9", for: Self.asked(9), now: 7) == .unknown)
    }

    @Test func whatNobodyAsksForIsVoidedAtTheLimitAndStaysSo() {
        var ledger = PaymentLedger()
        ledger.keep(Self.made(1, at: 0))
        ledger.keep(Self.made(2, at: 50))
        #expect(ledger.voidAbandoned(now: 99, limitMs: 100).isEmpty)
        #expect(ledger.voidAbandoned(now: 100, limitMs: 100).map(\.id) == ["A-1"])
        #expect(ledger.voidAbandoned(now: 100, limitMs: 100).isEmpty)
        #expect(ledger.capture("A-1", for: Self.asked(1), now: 101) == .refused("it was voided"))
    }

    @Test func noticesAreOwedAfterTheDelayUntilTheyAreTaken() {
        var ledger = PaymentLedger()
        ledger.keep(Self.made(1, at: 0))
        #expect(ledger.owedNotices(now: 9, delayMs: 10).isEmpty)
        #expect(ledger.owedNotices(now: 10, delayMs: 10).map(\.id) == ["A-1"])
        // Captured by the shopper's return: the shop is told all the same.
        _ = ledger.capture("A-1", for: Self.asked(1), now: 11)
        #expect(ledger.owedNotices(now: 12, delayMs: 10).map(\.id) == ["A-1"])
        _ = ledger.noticed("A-1")
        #expect(ledger.owedNotices(now: 13, delayMs: 10).isEmpty)
    }

    @Test func theLaterStateOfTheFileCounts() {
        var ledger = PaymentLedger()
        ledger.keep(Self.made(1))
        var later = Self.made(1)
        later.state = .voided
        ledger.keep(later)
        #expect(ledger.authorisations == [later])
    }

    @Test func pagesEndWhereTheListEnds() {
        var ledger = PaymentLedger()
        for number in 0..<5 { ledger.keep(Self.made(number)) }
        #expect(ledger.page(after: 0, limit: 2).next == 2)
        #expect(ledger.page(after: 4, limit: 2).authorisations.map(\.id) == ["A-4"])
        #expect(ledger.page(after: 4, limit: 2).next == nil)
        #expect(ledger.page(after: 9, limit: 2).authorisations.isEmpty)
    }
}
