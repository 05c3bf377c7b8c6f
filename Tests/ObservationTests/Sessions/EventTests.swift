import Fixtures
import Gating
import Observation
import Testing

/// Failures and slow answers; an event-driven signal does not wait for its milestone.
@Suite struct EventTests {
    @Test func anEventDrivenSignalReportsAtOnceAndOnceASession() {
        let watching = Watching(.errors(eventDriven: true))
        watching.see(1, .new) { $0.status = 500 }
        #expect(watching.hasEvents)
        watching.see(1, .new, at: 5) { $0.status = 500 }
        watching.see(2, .old, at: 6) { $0.status = 502 }
        let look = watching.look(at: 10)
        #expect(look.signals["s"]?.events == [.new, .old])
        #expect(look.signals["s"]?.milestones == [Block()])
        #expect(!watching.hasEvents)
        watching.see(1, .new, at: 20) { $0.status = 500 }
        #expect(!watching.hasEvents)
        #expect(watching.look(at: 30).signals["s"]?.events == [])
    }

    @Test func theSameEventsCountAgainAsMatureUnits() {
        let watching = Watching(.errors(eventDriven: true))
        watching.see(1, .new) { $0.status = 500 }
        _ = watching.look(at: 10)
        #expect(watching.blocks(at: 1_000) == [Block(newUnits: 1, newEvents: 1)])
    }

    @Test func withoutBeingEventDrivenNothingIsReportedEarly() {
        let watching = Watching(.errors())
        watching.see(1) { $0.status = 500 }
        #expect(!watching.hasEvents)
        #expect(watching.look(at: 10).signals["s"]?.events == [])
    }

    @Test func aSessionThatFailsLaterStillFails() {
        let watching = Watching(.errors())
        watching.see(1, at: 0)
        watching.see(1, at: 900) { $0.termination = "SC" }
        #expect(watching.blocks(at: 1_000) == [Block(newUnits: 1, newEvents: 1)])
    }

    @Test func oneRequestAboveTheThresholdMakesASessionSlow() {
        let watching = Watching(.slow(above: 800))
        watching.see(1) { $0.timers = "0/0/0/799/800" }
        watching.see(2) { $0.timers = "0/0/0/800/801" }
        watching.see(2, at: 10)
        #expect(watching.blocks(at: 1_000) == [Block(newUnits: 2, newEvents: 1)])
    }
}
