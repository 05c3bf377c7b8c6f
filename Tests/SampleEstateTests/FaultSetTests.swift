import Foundation
import SampleEstate
import Testing

@Suite struct FaultSetTests {
    @Test func readsTheCommandLine() throws {
        let faults = try FaultSet(arguments: [
            "payment=card:0.9", "slow=900:0.5", "promotion", "lost_order=0.02", "noindex=on", "error=0.3",
            "unauthorised=us:2",
        ])
        #expect(faults.payment == .init(method: .card, share: 0.9))
        #expect(faults.slow == .init(ms: 900, share: 0.5))
        #expect(faults.promotion == true)
        #expect(faults.lostOrder == .init(share: 0.02))
        #expect(faults.noindex == true)
        #expect(faults.error == .init(share: 0.3))
        #expect(faults.unauthorised == .init(region: .us, perSecond: 2))
        #expect(try FaultSet(arguments: faults.summary.split(separator: " ").map(String.init)) == faults)
    }

    @Test(arguments: [
        "payment=cash:0.5", "slow=900", "error=2", "error=x", "payments", "", "noindex=maybe", "slow=-1:1",
    ])
    func refusesWhatItDoesNotKnow(argument: String) {
        #expect(throws: SampleEstateError.self) { try FaultSet(arguments: [argument]) }
    }

    @Test func jsonRoundTripAndUnknownNames() throws {
        let text = #"{"payment":{"method":"card","share":0.9},"unauthorised":{"region":"US","per_second":1}}"#
        let faults = try JSONDecoder().decode(FaultSet.self, from: Data(text.utf8))
        #expect(faults.unauthorised?.perSecond == 1)
        #expect(try JSONDecoder().decode(FaultSet.self, from: try JSONEncoder().encode(faults)) == faults)
        #expect(throws: SampleEstateError.unknownFault(name: "paymnt", known: FaultSet.names)) {
            try JSONDecoder().decode(FaultSet.self, from: Data(#"{"paymnt":true}"#.utf8))
        }
        #expect(throws: SampleEstateError.self) {
            try JSONDecoder().decode(FaultSet.self, from: Data(#"{"error":{"share":1.5}}"#.utf8))
        }
    }
}
