import Fixtures
import Foundation
import Gating
import Observation
import Testing

/// A recorded log gives the same looks whenever and from wherever it is read.
@Suite struct ReplaySourceTests {
    private static let start = 1_700_000_000_000

    /// A log of `seconds` s with swapped neighbours, shoppers of both sides, bots and a few lines that are not ours.
    private func recorded(seconds: Int, seed: Int) throws -> URL {
        var dice = Dice(seed: seed)
        var lines: [String] = []
        for number in 0..<seconds * 40 {
            var line = EdgeText()
            line.sequence = number
            line.end = Self.start + number * 25 + dice.below(20)
            line.visitor = UInt64(dice.below(seconds * 15))
            line.bucket = Int(line.visitor * 2_654_435_761 % 10_000)
            line.cohort = dice.chance(0.05) ? "bot" : "ctl"
            line.side = "o"
            line.step = dice.pick(["-", "pay", "thanks"])
            lines.append(line.text)
            if dice.chance(0.005) { lines.append("not a line of ours") }
        }
        for i in stride(from: 4, to: lines.count - 1, by: 3) where dice.chance(0.2) { lines.swapAt(i, i + 1) }
        let file = FileManager.default.temporaryDirectory.appending(path: "replay-\(UUID().uuidString).log")
        try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        return file
    }

    private func window(openedAt: Int) -> StepWindow {
        StepWindow(
            decision: "1/d1", unit: "catalog", exposure: 0.5, openedAt: openedAt, signals: [.paid([500, 1_500])],
            newBelow: 5_000, controlFrom: 5_000)
    }

    private func looks(_ source: ReplaySource) async -> [Look] {
        var all: [Look] = []
        while let look = await source.next() { all.append(look) }
        return all
    }

    @Test func resumedInTheMiddleItGivesTheLooksThatWereStillToCome() async throws {
        for seed in 0..<5 {
            let file = try recorded(seconds: 12, seed: seed)
            defer { try? FileManager.default.removeItem(at: file) }
            let whole = try ReplaySource(file: file)
            for _ in 0..<5 { _ = await whole.next() }
            let middle = await whole.now()
            let resumed = try ReplaySource(file: file, after: middle)
            #expect(await resumed.now() == middle)
            await whole.open(window(openedAt: middle))
            await resumed.open(window(openedAt: middle))
            let (expected, found) = (await looks(whole), await looks(resumed))
            #expect(expected == found)
            #expect(expected.count >= 6)
            #expect(expected.contains { $0.batch.signals["s"]?.milestones.last?.isClosed == true })
        }
    }

    @Test func readTwiceItGivesTheSameLooks() async throws {
        let file = try recorded(seconds: 8, seed: 9)
        defer { try? FileManager.default.removeItem(at: file) }
        var all: [[Look]] = []
        for _ in 0..<2 {
            let source = try ReplaySource(file: file)
            await source.open(window(openedAt: Self.start))
            all.append(await looks(source))
        }
        #expect(all[0] == all[1])
        #expect(all[0].map(\.at) == (1...all[0].count).map { all[0][0].at + ($0 - 1) * 1_000 })
    }

    @Test func everyLineIsReadOnce() async throws {
        let file = try recorded(seconds: 8, seed: 3)
        defer { try? FileManager.default.removeItem(at: file) }
        let text = try String(contentsOf: file, encoding: .utf8)
        let ours = text.split(separator: "\n").count { $0.hasPrefix("17") }
        let source = try ReplaySource(file: file)
        #expect(await looks(source).map(\.batch.lines).reduce(0, +) == ours)
    }

    @Test func aRecordedGapIsBlindnessToo() async throws {
        var lines: [String] = []
        for number in 0..<400 where number != 100 {
            var line = EdgeText()
            line.sequence = number
            line.end = Self.start + number * 25
            lines.append(line.text)
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "gap-\(UUID().uuidString).log")
        try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let all = await looks(try ReplaySource(file: file))
        #expect(all.compactMap(\.blindness) == ["1 log lines of the edge are missing"])
    }

    @Test func anEmptyLogHasNoLook() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "empty-\(UUID().uuidString).log")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(await looks(try ReplaySource(file: file)).isEmpty)
    }

    @Test func aMissingLogIsRefused() {
        #expect(throws: (any Error).self) { try ReplaySource(file: URL(filePath: "/nowhere/edge.log")) }
    }
}
