import Cutover
import Fixtures
import Testing

@Suite("Hand over")
struct HandOverTests {
    static let terms = HandOverTerms(pause: 5_000, patience: 10_000, interval: 100)

    /// A world in which every phase takes 50 ms and fails as it is told.
    struct World {
        var course = HandOver()
        var clock = 1_000
        var events: [(event: HandOverEvent, at: Int)] = []
        /// What stands in the world: steps performed and not undone.
        var stands: Set<HandOverPhase> = []
        var fails: [HandOverPhase: (times: Int, isPassing: Bool)] = [:]

        init(_ direction: HandOver.Direction = .over) { take(.began(direction, HandOverTests.terms)) }

        mutating func take(_ event: HandOverEvent) {
            course.take(event, at: clock)
            events.append((event, clock))
        }

        /// Does the next thing; nil when there is none.
        mutating func go() -> HandOver.Next? {
            let next = course.next(at: clock)
            switch next {
            case .perform(let phase, let after):
                clock += after
                take(.begins(phase))
                clock += 50
                if let fault = fails[phase], fault.times > 0 {
                    fails[phase]?.times -= 1
                    take(.failed(phase, why: "told to", isPassing: fault.isPassing))
                } else {
                    stands.insert(phase)
                    take(.did(phase, detail: ""))
                }
            case .undo(let phase, let after):
                clock += after + 50
                stands.remove(phase)
                take(.undid(phase))
            case .giveUp(let why): take(.gaveUp(why: why))
            default: return nil
            }
            return next
        }

        mutating func run() -> HandOver.Next {
            for _ in 0..<2_000 where go() == nil { return course.next(at: clock) }
            return course.next(at: clock)
        }
    }

    @Test("goes through every phase once, in order, and says how long shoppers waited")
    func whole() {
        var world = World()
        #expect(world.run() == .done)
        #expect(world.course.done == HandOverPhase.allCases)
        let paused = HandOverPhase.allCases.filter(\.isPause).count
        #expect(world.course.held == 50 * paused)
    }

    @Test("what fails before the point of no return is taken back, the last first", arguments: HandOverPhase.allCases)
    func refused(_ phase: HandOverPhase) {
        var world = World()
        world.fails[phase] = (1, false)
        let end = world.run()
        switch end {
        case .givenUp(let why):
            #expect(!phase.isPastReturn && why.contains(phase.rawValue))
            #expect(world.stands.filter(\.leavesSomething).isEmpty)
            let held = phase.number > HandOverPhase.hold.number
            #expect((world.course.held != nil) == (held || phase == .hold))
        case .doneWithoutWayBack: #expect(phase == .reverse)
        case .stuck(let at, _):
            #expect(phase == at && phase.isPastReturn)
            #expect(world.stands.contains(.close) && !world.course.done.contains(.release))
            world.take(.resumed)
            #expect(world.run() == .done)
        default: Issue.record("\(phase): \(end)")
        }
    }

    @Test("a passing failure is tried again, and shoppers wait no longer than was declared")
    func slow() {
        var world = World()
        world.fails[.close] = (3, true)
        #expect(world.run() == .done)
        world = World()
        world.fails[.close] = (1_000, true)
        guard case .givenUp(let why) = world.run() else { return #expect(Bool(false)) }
        #expect(why.contains("held for"))
        #expect((world.course.held ?? .max) < Self.terms.pause + 500)
    }

    @Test("past the point of no return the pause is no reason to undo")
    func late() {
        var world = World()
        world.fails[.select] = (40, true)
        #expect(world.run() == .done)
        #expect((world.course.held ?? 0) > Self.terms.pause)
    }

    @Test("killed anywhere and folded again from its rows, it ends as if nothing had happened")
    func killed() {
        for seed in 1...400 {
            var dice = Dice(seed: seed)
            var world = World(dice.below(2) == 0 ? .over : .back)
            for phase in HandOverPhase.allCases where dice.below(8) == 0 {
                world.fails[phase] = (1 + dice.below(3), dice.below(3) > 0)
            }
            var end: HandOver.Next?
            for _ in 0..<400 where end == nil {
                if dice.below(4) == 0 {
                    // The outcome of the last thing may be lost with the program: its intent is not.
                    if case .did = world.events.last?.event, dice.below(2) == 0 { world.events.removeLast() }
                    world.course = HandOver(world.events)
                    world.take(.resumed)
                }
                if world.go() == nil { end = world.course.next(at: world.clock) }
                if case .stuck = end { (end, world.fails) = (nil, [:]) }
                if end == nil, world.course.isPastReturn { #expect(world.stands.isSuperset(of: [.close])) }
            }
            switch end {
            case .done, .doneWithoutWayBack: #expect(world.stands.isSuperset(of: [.promote, .select, .release]))
            case .givenUp: #expect(world.stands.allSatisfy { !$0.leavesSomething } && !world.stands.contains(.promote))
            default: Issue.record("seed \(seed): \(String(describing: end)) after \(world.events.count) rows")
            }
        }
    }
}
