import AccessLogs
import Fixtures
import Testing

@Suite struct GoodLineTests {
    @Test func everyFieldIsRead() throws {
        var given = EdgeText()
        given.step = "pay.card"
        let line = try #require(read(given.text))
        #expect(line.endMs == 1_700_000_000_000)
        #expect(line.sequence == 1)
        #expect(line.process == 4242)
        #expect(line.cohort == .new)
        #expect(line.served == .new)
        #expect(!line.pinned)
        #expect(line.bucket == 17)
        #expect(line.visitor == 0xDEAD_BEEF_0000_0001)
        #expect(line.status == 200)
        #expect(line.totalMs == 21)
        #expect(text(line.unit, of: given.text) == "catalog")
        #expect(text(line.segment, of: given.text) == "EU.mobile")
        #expect(text(line.decision, of: given.text) == "1/d1")
        #expect(text(line.method, of: given.text) == "GET")
        #expect(text(line.termination, of: given.text) == "--")
        #expect(text(line.step, of: given.text) == "pay.card")
        #expect(text(line.server, of: given.text) == "new/s1")
        #expect(text(line.path, of: given.text) == "/category/tea")
    }

    @Test(arguments: [
        ("new", EdgeLine.Cohort.new), ("ctl", .old), ("rest", .rest), ("bot", .bot), ("test", .tester),
    ])
    func theCohortIsTheOneAssigned(_ name: String, _ cohort: EdgeLine.Cohort) {
        var given = EdgeText()
        given.cohort = name
        given.side = "o"
        #expect(read(given.text)?.cohort == cohort)
    }

    @Test(arguments: [
        ("n", EdgeLine.Served.new, false), ("N", .new, true), ("o", .old, false), ("O", .old, true),
        ("f", .fallback, false), ("l", .lapsed, false), ("x", .edge, false),
    ])
    func theSideIsTheOneThatServed(_ letter: String, _ served: EdgeLine.Served, _ pinned: Bool) {
        var given = EdgeText()
        given.side = letter
        #expect(read(given.text)?.served == served)
        #expect(read(given.text)?.pinned == pinned)
    }

    @Test(arguments: ["/a b", "/search?q=green tea  pot", "-", "/ü", "/trailing "])
    func aPathMayHoldSpaces(_ path: String) throws {
        var given = EdgeText()
        given.path = path
        let line = try #require(read(given.text))
        #expect(text(line.path, of: given.text) == path)
    }

    @Test func aTimeWrittenBeforeTheEndIsMarkedAndStillRead() {
        var given = EdgeText()
        given.timers = "0/0/1/20/+35"
        #expect(read(given.text)?.totalMs == 35)
    }

    @Test func aRequestNoServerHeardIsReadWithItsMissingTimes() {
        var given = EdgeText()
        given.status = -1
        given.timers = "0/-1/-1/-1/12"
        given.termination = "SC"
        given.server = "new/<NOSRV>"
        #expect(read(given.text)?.status == -1)
        #expect(read(given.text)?.totalMs == 12)
    }

    @Test func anyLineOfOursReadsBack() throws {
        var dice = Dice(seed: 1)
        for _ in 0..<2_000 {
            var given = EdgeText()
            given.end = dice.below(1 << 45)
            given.sequence = dice.below(1 << 32)
            let process = 1 + dice.below(4_000_000)
            given.id = "\(process)-\(dice.below(99))-x"
            given.visitor = dice.next()
            given.bucket = dice.below(10_000)
            given.status = dice.pick([0, 200, 303, 404, 503])
            let total = dice.below(1_000_000)
            given.timers = "0/0/1/2/\(total)"
            let line = try #require(read(given.text))
            #expect(line.endMs == given.end && line.sequence == given.sequence && line.process == process)
            #expect(line.visitor == given.visitor && Int(line.bucket) == given.bucket)
            #expect(line.status == given.status && line.totalMs == total)
        }
    }
}
