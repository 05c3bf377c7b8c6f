import Cutover
import Fixtures
import Testing

@Suite("Hand over")
struct HandOverTests {
    static let terms = HandOverTerms(pause: 5_000, patience: 10_000, interval: 100)

    /// A world in which every step takes 50 ms and fails as it is told.
    struct World {
        var course = HandOver()
        var clock = 1_000
        var events: [(event: HandOverEvent, at: Int)] = []
        /// What stands in the world: steps performed and not undone.
        var stands: Set<HandOverStep> = []
        var fails: [HandOverStep: (times: Int, isPassing: Bool)] = [:]

        init(_ direction: HandOver.Direction = .over) { take(.began(direction, HandOverTests.terms)) }

        mutating func take(_ event: HandOverEvent) {
            course.take(event, at: clock)
            events.append((event, clock))
        }

        /// Does the next thing; nil when there is none.
        mutating func go() -> HandOver.Next? {
            let next = course.next(at: clock)
            switch next {
            case .perform(let step, let after):
                clock += after
                take(.begins(step))
                clock += 50
                if let fault = fails[step], fault.times > 0 {
                    fails[step]?.times -= 1
                    take(.failed(step, why: "told to", isPassing: fault.isPassing))
                } else {
                    stands.insert(step)
                    take(.did(step, detail: ""))
                }
            case .undo(let step, let after):
                clock += after + 50
                stands.remove(step)
                take(.undid(step))
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

    @Test("goes through every step once, in order, and says how long shoppers waited")
    func whole() {
        var world = World()
        #expect(world.run() == .done)
        #expect(world.course.done == HandOverStep.allCases)
        let paused = HandOverStep.allCases.filter(\.isPause).count
        #expect(world.course.held == 50 * paused)
    }

    @Test("what fails before the point of no return is taken back, the last first", arguments: HandOverStep.allCases)
    func refused(_ step: HandOverStep) {
        var world = World()
        world.fails[step] = (1, false)
        let end = world.run()
        switch end {
        case .givenUp(let why):
            #expect(!step.isPastReturn && why.contains(step.rawValue))
            #expect(world.stands.filter(\.leavesSomething).isEmpty)
            let held = step.number > HandOverStep.hold.number
            #expect((world.course.held != nil) == (held || step == .hold))
        case .doneWithoutWayBack: #expect(step == .reverse || step == .proveReverse)
        case .stuck(let at, _):
            #expect(step == at && step.isPastReturn)
            #expect(world.stands.contains(.fence) && !world.course.done.contains(.release))
            world.take(.resumed)
            #expect(world.run() == .done)
        default: Issue.record("\(step): \(end)")
        }
    }

    @Test("a passing failure is tried again, and shoppers wait no longer than was declared")
    func slow() {
        var world = World()
        world.fails[.catchUp] = (3, true)
        #expect(world.run() == .done)
        world = World()
        world.fails[.catchUp] = (1_000, true)
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
            for step in HandOverStep.allCases where dice.below(8) == 0 {
                world.fails[step] = (1 + dice.below(3), dice.below(3) > 0)
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
                if end == nil, world.course.isPastReturn { #expect(world.stands.isSuperset(of: [.readOnly, .fence])) }
            }
            switch end {
            case .done, .doneWithoutWayBack: #expect(world.stands.isSuperset(of: [.promote, .select, .release]))
            case .givenUp: #expect(world.stands.allSatisfy { !$0.leavesSomething } && !world.stands.contains(.promote))
            default: Issue.record("seed \(seed): \(String(describing: end)) after \(world.events.count) rows")
            }
        }
    }
}
