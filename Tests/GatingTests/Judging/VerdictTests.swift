import Gating
import Testing

@Suite struct VerdictTests {
    @Test func oneRegressedSignalCondemnsAndOneBlindSignalBlinds() {
        #expect([Verdict.healthy, .regressed, .blind].max() == .regressed)
        #expect([Verdict.healthy, .undecided, .blind].max() == .blind)
        #expect([Verdict.healthy, .undecided].max() == .undecided)
        #expect(Verdict.allCases.sorted() == [.healthy, .undecided, .blind, .regressed])
    }
}
