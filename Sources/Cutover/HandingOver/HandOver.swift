/// What a hand over was told: folded in their order, these rows of its journal give its state.
public enum HandOverEvent: Sendable, Hashable, Codable {
    case began(HandOver.Direction, HandOverTerms)
    /// About to be done: an outcome follows, unless the program died.
    case begins(HandOverPhase)
    case did(HandOverPhase, detail: String)
    /// - Parameter isPassing: trying again may help.
    case failed(HandOverPhase, why: String, isPassing: Bool)
    /// Before the point of no return everything done is taken back; after it, the way back alone is given up.
    case gaveUp(why: String)
    /// Taken back after the hand over was given up.
    case undid(HandOverPhase)
    /// The program runs again: patience begins anew.
    case resumed
}

/// How long things may take. Times are ms.
public struct HandOverTerms: Sendable, Hashable, Codable {
    /// The longest that shoppers may be held. Passed before the point of no return, everything is taken back.
    public var pause: Int
    /// How long a phase that fails is tried again.
    public var patience: Int
    /// Between two tries.
    public var interval: Int

    public init(pause: Int, patience: Int = 60_000, interval: Int = 200) {
        self.pause = pause
        self.patience = patience
        self.interval = interval
    }
}

/// Where a hand over of authority stands: a pure course over ``HandOverPhase``, the world is somebody else's matter.
///
///     var course = HandOver()
///     course.take(.began(.over, terms), at: now)
///     switch course.next(at: now) { case .perform(let phase, _): … }
public struct HandOver: Sendable, Hashable {
    public enum Direction: String, Sendable, Hashable, Codable {
        /// From the old side to the new one.
        case over
        /// The way back.
        case back
    }

    /// What is to be done next.
    public enum Next: Sendable, Hashable {
        /// - Parameter after: ms to wait before.
        case perform(HandOverPhase, after: Int)
        case undo(HandOverPhase, after: Int)
        /// To be written down as ``HandOverEvent/gaveUp(why:)``.
        case giveUp(why: String)
        /// The gaining side writes, and the way back is open.
        case done
        /// The gaining side writes, and the losing one does not follow it: going back would lose what is written now.
        case doneWithoutWayBack(why: String)
        /// Everything is as it was before.
        case givenUp(why: String)
        /// Past the point of no return and not at its end: people must help, and then run it again.
        case stuck(HandOverPhase, why: String)
    }

    public private(set) var direction = Direction.over
    public private(set) var terms = HandOverTerms(pause: 0)
    /// Done, in their order, and not taken back.
    public private(set) var done: [HandOverPhase] = []
    /// Begun, and maybe done.
    public private(set) var open: HandOverPhase?
    /// Why it was given up.
    public private(set) var givenUp: String?
    /// When shoppers began to wait, and for how long they did; ms.
    public private(set) var heldAt: Int?
    public private(set) var held: Int?
    /// How long each phase took from its first beginning, in ms.
    public private(set) var took: [HandOverPhase: Int] = [:]
    /// Why the losing side does not follow.
    public private(set) var noWayBack: String?
    private var failure: Failure?
    /// When the open phase was begun first, or the program began anew.
    private var patientSince: Int?

    private struct Failure: Sendable, Hashable {
        var why: String
        var isPassing: Bool
        var at: Int
    }

    public init() {}

    public init(_ events: some Sequence<(event: HandOverEvent, at: Int)>) {
        for (event, time) in events { take(event, at: time) }
    }

    /// - Parameter time: ms since 1970.
    public mutating func take(_ event: HandOverEvent, at time: Int) {
        switch event {
        case .began(let direction, let terms):
            self = HandOver()
            (self.direction, self.terms) = (direction, terms)
        case .begins(let phase):
            if open != phase { (open, patientSince, failure) = (phase, time, nil) }
            if phase == .hold, heldAt == nil { heldAt = time }
        case .did(let phase, _):
            finish(phase, at: time)
            done.append(phase)
        case .failed(let phase, let why, let isPassing):
            if open != phase { (open, patientSince) = (phase, time) }
            failure = Failure(why: why, isPassing: isPassing, at: time)
        case .gaveUp(let why):
            failure = nil
            guard isPastReturn else {
                givenUp = why
                // What was begun may be half done.
                if let open, open.leavesSomething { done.append(open) }
                open = nil
                return
            }
            noWayBack = why
            open = nil
        case .undid(let phase):
            finish(phase, at: time)
            done.removeAll { $0 == phase }
        case .resumed:
            patientSince = time
            failure = nil
            noWayBack = nil
        }
    }

    private mutating func finish(_ phase: HandOverPhase, at time: Int) {
        if open == phase, let since = patientSince { took[phase] = time - since }
        (open, failure, patientSince) = (nil, nil, nil)
        if phase == .release || (givenUp != nil && phase == .hold), let heldAt, held == nil { held = time - heldAt }
    }

    /// The gaining side is written, or may be.
    public var isPastReturn: Bool { open?.isPastReturn == true || done.contains { $0.isPastReturn } }

    /// Everything that is to be known to say what comes next; `time` in ms since 1970.
    public func next(at time: Int) -> Next {
        if let givenUp { return goingBack(givenUp, at: time) }
        if let noWayBack { return .doneWithoutWayBack(why: noWayBack) }
        guard let phase = open ?? HandOverPhase.allCases.first(where: { !done.contains($0) }) else { return .done }
        if let heldAt, held == nil, !isPastReturn, time - heldAt >= terms.pause {
            return .giveUp(
                why: "shoppers were held for \(time - heldAt) ms, \(terms.pause) allowed, at `\(phase.rawValue)`")
        }
        guard let failure else { return .perform(phase, after: 0) }
        if failure.isPassing, isPatient(at: time) { return .perform(phase, after: wait(failure, at: time)) }
        if phase.isPastReturn, phase != .reverse { return .stuck(phase, why: failure.why) }
        return .giveUp(why: "`\(phase.rawValue)`: \(failure.why)")
    }

    /// The last thing done is taken back first. Shoppers wait meanwhile, so nothing is skipped and nothing is given up.
    private func goingBack(_ why: String, at time: Int) -> Next {
        guard let phase = done.last(where: \.leavesSomething) else { return .givenUp(why: why) }
        guard let failure else { return .undo(phase, after: 0) }
        guard isPatient(at: time) else { return .stuck(phase, why: failure.why) }
        return .undo(phase, after: wait(failure, at: time))
    }

    private func isPatient(at time: Int) -> Bool { time - (patientSince ?? time) < terms.patience }
    private func wait(_ failure: Failure, at time: Int) -> Int { max(0, failure.at + terms.interval - time) }
}
