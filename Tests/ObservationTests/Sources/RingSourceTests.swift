import Fixtures
import Foundation
import Gating
import Observation
import Testing

/// The edge's log over TCP: what arrives whole is evidence, anything else is blindness.
@Suite struct RingSourceTests {
    private func window(_ signal: ObservedSignal) -> StepWindow {
        StepWindow(
            decision: "1/d1", unit: "catalog", exposure: 0.5, openedAt: Int(Date().timeIntervalSince1970 * 1_000),
            signals: [signal], newBelow: 5_000, controlFrom: 5_000)
    }

    @Test func aLookComesAtEveryTickEvenWithoutLines() async throws {
        let source = try await RingSource.quick()
        for _ in 0..<3 {
            let look = try #require(await source.next())
            #expect(look.batch.lines == 0 && look.blindness == nil && !look.isUrgent)
        }
        await source.stop()
    }

    @Test func linesAreCountedAndUnitsMature() async throws {
        let source = try await RingSource.quick()
        await source.open(window(.errors([100])))
        let edge = try await EdgeConnection(to: source.port)
        try await edge.send(1...40) { line, number in
            if number <= 10 { (line.cohort, line.side) = ("ctl", "o") }
        }
        var (lines, units) = (0, Block())
        _ = await source.look { look in
            #expect(look.blindness == nil)
            lines += look.batch.lines
            units += look.batch.signals["s"]?.milestones.first ?? Block()
            return units.newUnits == 30 && units.oldUnits == 10
        }
        #expect(lines == 40)
        #expect(units == Block(oldUnits: 10, newUnits: 30))
        await source.stop()
    }

    @Test func salesAreCountedBySideThatServed() async throws {
        let source = try await RingSource.quick()
        let edge = try await EdgeConnection(to: source.port)
        try await edge.send(1...6) { line, number in
            line.step = "thanks"
            if number == 1 { line.side = "o" }
            if number == 2 { line.status = 500 }
            if number == 3 { line.step = "thanks.card" }
        }
        let look = await source.look { $0.batch.lines > 0 }
        #expect(look?.batch.sales == Block(oldUnits: 1, oldEvents: 1, newUnits: 3, newEvents: 3))
        await source.stop()
    }

    @Test func aGapIsBlindnessAndSaysHowManyAreMissing() async throws {
        let source = try await RingSource.quick()
        let edge = try await EdgeConnection(to: source.port)
        try await edge.send(Array(1...20) + Array(24...200))
        let look = await source.look { $0.blindness != nil }
        #expect(look?.blindness == "3 log lines of the edge are missing")
        try await edge.send(201...220)
        #expect(await source.look { $0.batch.lines > 0 }?.blindness == nil)
        await source.stop()
    }

    @Test func anEdgeThatWasRestartedIsBlindnessAtOnce() async throws {
        let source = try await RingSource.quick()
        let edge = try await EdgeConnection(to: source.port)
        try await edge.send(1...20)
        _ = await source.look { $0.batch.lines > 0 }
        try await edge.send(0...5) { line, _ in line.id = "999-1" }
        let look = await source.look { $0.blindness != nil }
        #expect(look?.blindness?.contains("restarted") == true)
        #expect(look?.isUrgent == true)
        await source.stop()
    }

    @Test func aStreamThatBreaksOffIsBlindnessUntilItIsBack() async throws {
        let source = try await RingSource.quick()
        let edge = try await EdgeConnection(to: source.port)
        try await edge.send(1...20)
        _ = await source.look { $0.batch.lines > 0 }
        try await edge.close()
        #expect(await source.look { $0.blindness != nil }?.blindness == "the edge's log stream broke off")
        #expect(await source.next()?.blindness == "the edge's log stream broke off")
        let again = try await EdgeConnection(to: source.port)
        try await again.send(21...30)
        #expect(await source.look { $0.batch.lines > 0 }?.blindness == nil)
        await source.stop()
    }

    @Test(arguments: ["GET / HTTP/1.1\r\n\r\n", "9999999 x", "\u{0}\u{1}\u{2}"])
    func aStrangersBytesAreBlindness(_ bytes: String) async throws {
        let source = try await RingSource.quick()
        let edge = try await EdgeConnection(to: source.port)
        try await edge.send(1...20)
        _ = await source.look { $0.batch.lines > 0 }
        let stranger = try await EdgeConnection(to: source.port)
        try await stranger.send(bytes)
        #expect(await source.look { $0.blindness != nil }?.blindness?.contains("not the edge's") == true)
        // The edge itself is still heard.
        try await edge.send(21...30)
        #expect(await source.look { $0.batch.lines > 0 }?.blindness == nil)
        await source.stop()
    }

    @Test func wellFramedLinesThatAreNotOursAreBlindness() async throws {
        let source = try await RingSource.quick()
        let edge = try await EdgeConnection(to: source.port)
        try await edge.send("5 hello7 goodbye")
        #expect(await source.look { $0.blindness != nil }?.blindness == "2 lines on the log stream are not the edge's")
        await source.stop()
    }

    @Test func silenceBeyondPatienceIsBlindness() async throws {
        let source = try await RingSource.quick(patience: 200)
        #expect(await source.look { $0.blindness != nil }?.blindness?.hasPrefix("no line from the edge for") == true)
        await source.stop()
    }

    @Test func anEventDrivenFailureIsLookedAtAtOnce() async throws {
        let source = try await RingSource.listen(
            port: 0, tick: .seconds(30), patience: 60_000, salesStep: "", capacity: 100)
        await source.open(window(.errors(eventDriven: true)))
        let edge = try await EdgeConnection(to: source.port)
        try await edge.send(1...1) { line, _ in line.status = 500 }
        let look = try #require(await source.next())
        #expect(look.isUrgent)
        #expect(look.batch.signals["s"]?.events == [.new])
        await source.stop()
    }

    @Test func aPortThatIsTakenIsATypedError() async throws {
        let source = try await RingSource.quick()
        await #expect(throws: RingSource.Problem.self) {
            try await RingSource.listen(port: source.port, salesStep: "")
        }
        do {
            _ = try await RingSource.listen(port: source.port, salesStep: "")
        } catch { #expect("\(error)".contains("127.0.0.1:\(source.port)") && "\(error)".contains("--log-port")) }
        await source.stop()
    }

    @Test func aStoppedSourceHasNoMoreLooksAndFreesItsPort() async throws {
        let source = try await RingSource.quick()
        _ = await source.next()
        await source.stop()
        #expect(await source.look { _ in false } == nil)
        let next = try await RingSource.listen(port: source.port, salesStep: "")
        await next.stop()
    }
}
