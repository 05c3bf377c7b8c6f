import Gating
import Observation
import Testing

/// Probes against the two real sample shops.
@Suite(.serialized, .timeLimit(.minutes(1))) struct SampleProbeTests {
    private func reader(_ shops: SampleShops) throws -> ProbeReader {
        try ProbeReader(
            signal: "prices-agree", every: .seconds(30), table: SampleShops.table, endpoints: shops.endpoints)
    }

    @Test func healthyShopsAgreeAndAWrongPromotionIsFound() async throws {
        try await SampleShops.run { shops in
            let reader = try reader(shops)
            // Both shops refuse three payments in a hundred, the same on both sides: they are tried again.
            for _ in 0..<20 {
                let healthy = await reader.run()
                #expect(healthy.result.couldCheck, "\(healthy.lines)")
                #expect(healthy.result.mismatches == 0, "\(healthy.lines)")
                #expect(healthy.result.compared == 39)
            }

            try await shops.plant(["promotion"])
            let faulty = await reader.run()
            #expect(faulty.result.couldCheck)
            // Every case with the promotion, in any letter case, by its total and by what it takes off; no other.
            #expect(faulty.result.mismatches == 12, "\(faulty.lines)")
            #expect(faulty.outcomes.filter { $0.mismatches > 0 }.allSatisfy { $0.case.lowercased().hasPrefix("ten") })
            #expect(faulty.result.detail.contains("promotion: TEN on eu/card: 22.18 old, 2.22 new"))

            try await shops.plant(["payment=card:1"])
            let refused = await reader.run()
            // A case whose payments the old shop refused three times running too is none.
            #expect((5...6).contains(refused.result.mismatches))
            #expect(refused.result.detail.contains("the new side answered 402 to POST /checkout/pay/{method}"))

            try await shops.plant([])
            #expect(await reader.run().result.mismatches == 0)
        }
    }
}
