import Fixtures
import Foundation
import Gating
import Observation
import Testing

/// Units, sides and milestones from the two sides' own access logs.
@Suite struct FileWatchTests {
    @Test func unitsMatureOnTheSideThatServedThem() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.paid([10_000])])
        await watch.open()
        for visitor in 1...10 {
            try logs.write(.old, logs.line(visitor, at: 100, "/pay"))
            if visitor <= 7 { try logs.write(.old, logs.line(visitor, at: 900, "/thanks?order=7")) }
        }
        for visitor in 11...15 {
            try logs.write(.new, logs.line(visitor, at: 200, "/pay/card", status: 302))
            if visitor <= 12 { try logs.write(.new, logs.line(visitor, at: 2_000, "/thanks")) }
        }
        let early = await watch.look(at: 10_099)
        #expect(early.signals["s"]?.milestones == [Block()])
        #expect(early.lines == 24 && early.missing == 0 && early.trouble == nil)
        let look = await watch.look(at: 10_200)
        #expect(look.signals["s"]?.milestones == [Block(oldUnits: 10, oldEvents: 7, newUnits: 5, newEvents: 2)])
        #expect(look.lines == 0 && look.trouble == nil)
    }

    @Test func theSideOfTheFirstRequestIsTheCohortWhicheverFileIsReadFirst() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.errors()])
        await watch.open()
        try logs.write(.old, logs.line(1, at: 500, status: 500) + logs.line(2, at: 100))
        try logs.write(.new, logs.line(1, at: 100) + logs.line(2, at: 500, status: 502))
        let all = Block(oldUnits: 1, oldEvents: 1, newUnits: 1, newEvents: 1)
        let look = await watch.look(at: 5_000)
        #expect(look.signals["s"]?.milestones == [all])
    }

    @Test func whatIsNoShoppersRequestOfThisStepIsLeftOut() async throws {
        let logs = try SideLogs()
        try logs.write(.new, logs.line(1, at: -60_000) + logs.line(2, at: 10))
        let watch = try logs.watch([.errors()])
        await watch.open()
        try logs.write(.new, logs.line(3, at: -1) + logs.line(4, at: 10, agent: "Googlebot/2.1"))
        try logs.write(.new, logs.line(5, at: 10).replacing("GET / HTTP/1.1", with: "\\x16\\x03"))
        try logs.write(.new, logs.line(6, at: 10))
        let look = await watch.look(at: 5_000)
        #expect(look.signals["s"]?.milestones == [Block(newUnits: 1)])
        #expect(look.lines == 4)
    }

    @Test func reachErrorsSlowAndLatencyAreCounted() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([
            named("reach", .reach("thanks")), named("errors", .errors()), named("slow", .slow(above: 100)),
            named("latency", .latency(above: 100)),
        ])
        await watch.open()
        try logs.write(.new, logs.line(1, at: 10) + logs.line(1, at: 20, "/thanks", took: "0.900"))
        try logs.write(.new, logs.line(2, at: 10, status: 503))
        let signals = await watch.look(at: 5_000).signals
        #expect(signals["reach"]?.milestones == [Block(newUnits: 2, newEvents: 1)])
        #expect(signals["errors"]?.milestones == [Block(newUnits: 2, newEvents: 1)])
        #expect(signals["slow"]?.milestones == [Block(newUnits: 2, newEvents: 1)])
        #expect(signals["latency"]?.milestones == [Block(newUnits: 1)])
    }

    @Test func segmentsAreDeviceAndVariant() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.paid(by: ["region", "device", "variant"])])
        await watch.open()
        try logs.write(.new, logs.line(1, at: 10, "/pay/card"))
        try logs.write(.old, logs.line(2, at: 10, "/pay/", agent: "Mozilla/5.0 (Linux; Android 15) Mobile"))
        #expect(
            await watch.look(at: 5_000).signals["s"]?.segments == [
                "device=desktop": Block(newUnits: 1), "variant=card": Block(newUnits: 1),
                "device=mobile": Block(oldUnits: 1),
            ])
    }

    @Test func whoComesNextUnderTheSameStepReadsNoLineTwice() async throws {
        let logs = try SideLogs()
        let first = try logs.watch([.errors()])
        await first.open()
        try logs.write(.new, logs.line(1, at: 10))
        #expect(await first.look(at: 20).lines == 1)
        try logs.write(.new, logs.line(2, at: 30))
        let second = try logs.watch([.errors()])
        await second.open()
        let look = await second.look(at: 5_000)
        #expect(look.lines == 1 && look.signals["s"]?.milestones == [Block(newUnits: 1)])
        // Another step begins where the log ends.
        try logs.write(.new, logs.line(3, at: 5_000))
        await second.open(openedAt: SideLogs.openedAt + 1)
        #expect(await second.look(at: 9_000).lines == 0)
    }

    @Test func aBacklogTakesSeveralLooksAndComesToTheSame() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.paid([2_000])], most: 50)
        await watch.open()
        for visitor in 1...200 {
            let side: Side = visitor % 4 == 0 ? .new : .old
            try logs.write(side, logs.line(visitor, at: visitor * 10, "/pay"))
            if visitor % 3 == 0 { try logs.write(side, logs.line(visitor, at: visitor * 10 + 5, "/thanks")) }
        }
        var (total, blind) = (Block(), 0)
        for _ in 0..<8 {
            let look = await watch.look(at: 60_000)
            total += look.signals["s"]?.milestones.first ?? Block()
            if look.trouble?.contains("caught up") == true { blind += 1 }
        }
        #expect(total == Block(oldUnits: 150, oldEvents: 50, newUnits: 50, newEvents: 16))
        #expect(blind == 5)
    }

    @Test func howeverOftenOneLooksEveryUnitCountsOnce() async throws {
        for seed in 0..<10 {
            var dice = Dice(seed: seed)
            let logs = try SideLogs()
            let watch = try logs.watch([.paid([1_000, 4_000])])
            await watch.open()
            var expected = [Block(), Block()]
            var total = [Block(), Block()]
            var lines: [(at: Int, side: Side, text: String)] = []
            for visitor in 1...300 {
                let (side, at) = (dice.pick(Side.allCases), visitor * 50)
                lines.append((at, side, logs.line(visitor, at: at, "/pay")))
                let after = dice.below(8_000)
                if after < 6_000 { lines.append((at + after, side, logs.line(visitor, at: at + after, "/thanks"))) }
                for (i, milestone) in [1_000, 4_000].enumerated() {
                    expected[i].count(side, event: after < 6_000 && after <= milestone)
                }
            }
            lines.sort { $0.at < $1.at }
            for line in lines {
                try logs.write(line.side, line.text)
                guard dice.chance(0.05) else { continue }
                let look = await watch.look(at: line.at - 1)
                #expect(look.trouble == nil)
                for (i, block) in (look.signals["s"]?.milestones ?? []).enumerated() { total[i] += block }
            }
            for (i, block) in (await watch.look(at: 100_000).signals["s"]?.milestones ?? []).enumerated() {
                total[i] += block
            }
            #expect(total == expected, "seed \(seed)")
        }
    }

    private func named(_ id: String, _ signal: ObservedSignal) -> ObservedSignal {
        var signal = signal
        signal.id = id
        return signal
    }
}
