import AccessLogs
import Foundation
import Gating
import Observation
import Testing

/// What makes evidence from log files blind.
@Suite struct FileTroubleTests {
    @Test func aGapIsBlindnessOfOneLook() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.errors()])
        await watch.open()
        try logs.write(.old, logs.line(1, at: 10) + logs.line(2, at: 10))
        _ = await watch.look(at: 100)
        try Data(logs.line(3, at: 200).utf8).write(to: logs.file(.old))
        let handle = try FileHandle(forWritingTo: logs.file(.old))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(logs.line(3, at: 200).utf8))
        try handle.close()
        let look = await watch.look(at: 300)
        #expect(look.missing == 1 && look.trouble?.contains("old.log") == true)
        #expect(await watch.look(at: 400).trouble == nil)
    }

    @Test(arguments: [(Side.old, 90_000, "ahead of"), (.new, 90_000, "ahead of"), (.new, -90_000, "behind")])
    func aSideWhoseClockIsOffIsBlindness(_ side: Side, _ off: Int, _ way: String) async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.errors()])
        await watch.open(openedAt: SideLogs.openedAt - 200_000)
        // Only after a first look is it known that what comes is new.
        _ = await watch.look(at: 0)
        for visitor in 1...20 { try logs.write(side, logs.line(visitor, at: 1_000 + off)) }
        let trouble = await watch.look(at: 1_500).trouble ?? ""
        #expect(trouble.hasPrefix("the \(side.rawValue) side's clock is 8") || trouble.contains("is 9"))
        #expect(trouble.hasSuffix("s \(way) ours"))
        for visitor in 21...40 { try logs.write(side, logs.line(visitor, at: 2_000)) }
        #expect(await watch.look(at: 2_500).trouble == nil)
    }

    @Test func aFewStrangeLinesAreNotAndManyAre() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.errors()])
        await watch.open()
        for visitor in 1...200 { try logs.write(.old, logs.line(visitor, at: 10)) }
        try logs.write(.old, "\u{0}\u{1}\u{FFFD} what is this\n")
        #expect(await watch.look(at: 100).trouble == nil)
        for visitor in 1...20 { try logs.write(.old, logs.line(visitor, at: 110).replacing(" - - [", with: " - - ")) }
        let trouble = await watch.look(at: 200).trouble
        #expect(trouble?.hasPrefix("20 of 20 lines in \(logs.file(.old).path) are not nginx's; column") == true)
    }

    @Test func aLogOfNoKnownFormatIsBlindnessUntilItIsOne() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.errors()])
        await watch.open()
        try logs.write(.new, "hello\nworld\n")
        for turn in 1...2 {
            let trouble = await watch.look(at: turn * 100).trouble
            #expect(trouble?.hasPrefix("line 1 is of no known log format") == true)
        }
    }

    @Test func silenceBeyondPatienceIsBlindness() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.errors()], patience: 20_000)
        await watch.open()
        try logs.write(.old, logs.line(1, at: 10))
        try logs.write(.new, logs.line(2, at: 10))
        #expect(await watch.look(at: 15_000).trouble == nil)
        try logs.write(.old, logs.line(1, at: 30_000))
        #expect(await watch.look(at: 40_000).trouble == "no line in \(logs.file(.new).path) for 25 s")
    }

    @Test func aLogWithoutDurationsCannotShowSlowness() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.slow(above: 100)])
        await watch.open()
        try logs.write(.old, logs.line(1, at: 10, took: nil))
        #expect(await watch.look(at: 100).trouble?.contains("signal `s` needs it") == true)
    }

    @Test func requestsThatNameNobodyAreBlindness() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.errors()])
        await watch.open()
        let line =
            "[2026-11-18T11:06:41.000Z] \"GET / HTTP/1.1\" 200 - 0 5 1 1 \"-\" \"Mozilla/5.0\" \"1\" \"s\" \"h\"\n"
        try logs.write(.new, line)
        #expect(await watch.look(at: 2_000).trouble?.contains("name neither client nor visitor") == true)
    }

    @Test func oneFileForBothSidesIsRefused() throws {
        let place = LogPlace(path: "/var/log/nginx/access.log")
        #expect(throws: FileTrouble.sameFile(place.path)) {
            try FileWatch(
                FileSignals(old: place, new: place, steps: [], signals: []),
                offsets: FileManager.default.temporaryDirectory)
        }
    }

    @Test func aPlaceThatSaysNothingIsBlindness() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.errors()])
        try Data("{".utf8).write(to: logs.folder.appending(path: "places/new.json"))
        await watch.open()
        #expect(await watch.look(at: 0).trouble?.contains("new.json should say how far") == true)
    }

    @Test func aClosedWatchSeesNothing() async throws {
        let logs = try SideLogs()
        let watch = try logs.watch([.errors()])
        #expect(await watch.look(at: 0).signals.isEmpty)
        await watch.open()
        await watch.close()
        #expect(await watch.look(at: 0).trouble == nil)
    }
}

/// The step of a path, as the edge finds it.
@Suite struct StepPathTests {
    private let table = StepPaths([
        StepMatch(step: "pay", path: "/checkout/pay/", hasVariant: true),
        StepMatch(step: "checkout", path: "/checkout"),
        StepMatch(step: "review", path: "/checkout/review", isExact: true),
        StepMatch(step: "home", path: "/", isExact: true),
    ])

    @Test(arguments: [
        ("/", "home"), ("/checkout", "checkout"), ("/checkout/", "checkout"), ("/checkout/review", "review"),
        ("/checkout/review/", "checkout"), ("/checkout/pay", "pay"), ("/checkout/pay/", "pay"),
        ("/checkout/pay/card", "pay.card"), ("/checkout/pay/eu/wallet/", "pay.wallet"), ("/checkouts", "-"),
        ("/cart", "-"),
        ("/checkout/payment", "checkout"), ("", "-"),
    ])
    func theLongestMatchIsTheStep(_ path: String, _ expected: String) {
        Array(path.utf8).withUnsafeBytes { bytes in
            let (step, variant) = table.step(of: bytes)
            let found = [step, variant].compactMap(\.self).map { String(decoding: $0, as: UTF8.self) }
            #expect(found.joined(separator: ".") == expected)
        }
    }
}
