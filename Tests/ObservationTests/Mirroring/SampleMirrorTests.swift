import Observation
import Testing

/// Mirrored reads against the two real sample shops.
@Suite(.serialized, .timeLimit(.minutes(1))) struct SampleMirrorTests {
    private func compare(_ shops: SampleShops, _ count: Int) async -> MirrorSummary {
        let queue = MirrorQueue(share: 1)
        SampleShops.reads(count, into: queue)
        let reader = MirrorReader(
            signal: "mirror", every: .seconds(5), freshness: .seconds(30), queue: queue, endpoints: shops.endpoints,
            comparison: SampleShops.comparison, budget: 1_000)
        return await reader.compare()
    }

    @Test func healthyShopsAgreeAndFaultsAreFoundByCause() async throws {
        try await SampleShops.run { shops in
            let healthy = await compare(shops, 220)
            #expect(healthy.compared == 220)
            #expect(healthy.differing == 0, "\(healthy.lines)")
            #expect(healthy.unsteady.isEmpty)

            try await shops.plant(["noindex"])
            let hidden = await compare(shops, 220)
            #expect(hidden.differing == 220)
            let causes = Dictionary(uniqueKeysWithValues: hidden.groups.map { ($0.text, $0.count) })
            #expect(causes["header x-robots-tag"] == 220)
            #expect((causes["body: meta robots"] ?? 0) > 150)
            // robots.txt says it in its own words.
            #expect(
                hidden.groups.first { $0.text == "body: other" }?.shapes.keys.allSatisfy { $0.hasPrefix("/robots.txt") }
                    == true)

            try await shops.plant(["error=0.3"])
            let broken = await compare(shops, 220)
            #expect((30...110).contains(broken.differing))
            #expect(broken.groups.first?.text == "status 200 → 500")

            try await shops.plant([])
            #expect(await compare(shops, 220).differing == 0)
        }
    }
}
