public import Cutover
import Foundation
import Gating
public import Journaling
import Notices
public import Observation
public import Traffic

/// Carries a run out: tells `decide` what happens, writes down what it decides, does it, and tells it how that went.
///
/// One consumer handles one message after the other; whatever waits (looks at the evidence, commands, comparisons) waits
/// in front of it. Killed anywhere, it goes on where it stood: the journal knows what was about to be done, and doing it
/// again does no harm.
public actor Conductor {
    let plan: RunPlan
    let journal: Journal
    let edge: HAProxyEdge
    let source: any EvidenceSource
    let orders: OrdersDesk?
    let approvals: ApprovalDesk
    let inbox: Inbox
    let isReplay: Bool
    let amendment: Amendment?
    let tell: @Sendable (RunHistory.Moment) -> Void

    var history: RunHistory
    var pending = EvidenceBatch(decision: "")
    var isBlind = false
    var opened: StepWindow?
    var comparing: Set<Int> = []
    var failures: [Int: (why: String, again: Int)] = [:]
    var minded = (drift: 0, lease: 0)
    let rounds: ReadingRounds
    var lastReadings: [String: SignalReading] = [:]
    let notices: NoticeDesk?
    var telling: Set<Int> = []
    /// Carries out what stages do besides traffic; nil where no stage does anything.
    let works: StageWorks?
    var working: Set<Int> = []
    var untold: [Int: (times: Int, again: Int, rest: Channel?)] = [:]

    enum Message: Sendable {
        case look(Look)
        /// The recorded log has come to its end.
        case dry
        case compared(Int, ExactResult)
        case read(ReadingRounds.Taken)
        case told(Int, NoticeDesk.Told)
        case worked(Int, Outcome.Result)
        /// Time to see to the inbox, the signatures, the edge and what failed.
        case mind
    }

    /// - Parameters:
    ///   - readers: what reads the signals of each stage that are not counted.
    ///   - notices: by what ways people are told; nil where they are not.
    ///   - works: what stages do besides traffic; nil where none does.
    ///   - amendment: what lets a run of another plan go on with this one.
    ///   - isReplay: evidence comes from a recorded log; effects are waited for before its clock goes on.
    ///   - tell: called with every new line of the timeline.
    public init(
        plan: RunPlan, folder: RunFolder, journal: Journal, edge: HAProxyEdge, source: any EvidenceSource,
        orders: OrdersDesk?, requester: String, readers: [String: [any SignalReader]] = [:],
        notices: NoticeDesk? = nil, works: StageWorks? = nil, amendment: Amendment? = nil, isReplay: Bool = false,
        tell: @escaping @Sendable (RunHistory.Moment) -> Void = { _ in }
    ) throws(ConductingError) {
        self.plan = plan
        self.journal = journal
        self.edge = edge
        self.source = source
        self.orders = orders
        self.isReplay = isReplay
        self.notices = notices
        self.works = works
        rounds = ReadingRounds(readers)
        self.amendment = amendment
        self.tell = tell
        inbox = Inbox(folder)
        approvals = ApprovalDesk(folder: folder, plan: plan, requester: requester)
        history = RunHistory()
        do {
            try history.fold(try journal.rows())
        } catch let error as JournalError {
            throw .journal(error)
        } catch let error as RunHistory.Unreadable {
            throw .history(error)
        } catch {
            throw .folder(path: journal.path, why: "\(error)")
        }
    }

    /// The run now, and its timeline.
    public var view: (state: RunState, moments: [RunHistory.Moment]) { (history.state, history.moments) }

    var state: RunState { history.state }

    /// Carries the run to its end, or until the task is cancelled; a cancelled run goes on when it is started again.
    public func run() async throws(ConductingError) -> RunState {
        do {
            return try await carryOut()
        } catch let error as ConductingError {
            throw error
        } catch {
            throw .folder(path: journal.path, why: "\(error)")
        }
    }

    private func carryOut() async throws -> RunState {
        let (messages, send) = AsyncStream.makeStream(of: Message.self)
        let (credits, credit) = AsyncStream.makeStream(of: Void.self)
        let source = source
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in credits {
                    guard let look = await source.next() else {
                        send.yield(.dry)
                        return
                    }
                    send.yield(.look(look))
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    send.yield(.mind)
                    try? await Task.sleep(for: .milliseconds(100))
                }
                send.finish()
            }
            let rounds = rounds
            group.addTask { await rounds.run { send.yield(.read($0)) } }
            defer {
                send.finish()
                credit.finish()
                group.cancelAll()
            }
            try await begin(&group, send)
            var owesCredit = true
            var patience: ContinuousClock.Instant?
            for await message in messages {
                if case .dry = message { break }
                if case .look = message { owesCredit = true }
                try await handle(message, &group, send)
                if case .ended = state.phase {
                    // Who is being told is told; a server that does not answer does not keep the run.
                    let end = patience ?? ContinuousClock.now + .seconds(5)
                    patience = end
                    if telling.isEmpty || end < .now { break }
                    continue
                }
                if owesCredit, !isReplay || !waitsForPeople {
                    owesCredit = false
                    credit.yield()
                }
            }
            await source.close()
            if case .ended = state.phase { CrashPoint.afterEnd.pass() }
            return state
        }
    }

    private func begin(_ group: inout ThrowingTaskGroup<Void, any Error>, _ send: Sender) async throws {
        let now = await source.now()
        switch state.phase {
        case .waiting: try await commit(.began(plan.itinerary), at: now)
        case .running:
            if let amendment { try await commit(.amended(amendment), at: now) }
            guard state.itinerary.planDigest == plan.itinerary.planDigest else { throw notTaken }
            CrashPoint.beforeResume.pass()
            try await commit(.resumed, at: now)
        case .ended: return
        }
        try await settle(&group, send)
    }

    private var notTaken: ConductingError {
        .changedPlan(
            difference: "",
            why: "the run is of plan \(state.itinerary.planDigest.prefix(12)), and did not take this one",
            mend: "start again with the run's plan")
    }

    typealias Sender = AsyncStream<Message>.Continuation

    private func handle(
        _ message: Message, _ group: inout ThrowingTaskGroup<Void, any Error>, _ send: Sender
    ) async throws {
        switch message {
        case .look(let look): try await take(look)
        case .compared(let effect, let result):
            comparing.remove(effect)
            CrashPoint.afterCompare.pass()
            try await commit(.outcome(Outcome(effect: effect, result: .compared(result))), at: await source.now())
        case .read(let taken): try await take(taken)
        case .told(let effect, let how): try await note(effect, how)
        case .worked(let effect, let result): try await note(effect, result)
        case .mind: try await mind()
        case .dry: return
        }
        try await settle(&group, send)
    }

    /// Writes an event down together with what follows from it, and only then believes it.
    func commit(_ event: Event, at now: Int) async throws {
        let decision = decide(state, event, at: now)
        let at = decision.state.clock
        let entries =
            [Entry(at: at, kind: .event, body: JournalCoding.text(event))]
            + decision.effects.map { Entry(at: at, kind: .intent, body: JournalCoding.text($0)) }
        CrashPoint.beforeJournal.pass()
        let rows: [Row]
        do {
            rows = try await journal.append(entries)
        } catch {
            throw ConductingError.journal(error)
        }
        CrashPoint.afterJournal.pass()
        for moment in history.accept(decision, rows) { tell(moment) }
        await adjustWindow()
    }

    /// Looks for the evidence of the step that is open now, and of no other.
    private func adjustWindow() async {
        let wanted = plan.window(for: state)
        guard wanted != opened else { return }
        opened = wanted
        pending = EvidenceBatch(decision: "")
        lastReadings = [:]
        rounds.open(wanted == nil ? nil : state.current.map { state.itinerary.stages[$0].id })
        CrashPoint.beforeWindow.pass()
        if let wanted { await source.open(wanted) } else { await source.close() }
    }

    private var waitsForPeople: Bool {
        if let hold = state.hold { return !hold.endsByItself }
        guard let index = state.current, state.stages[index].phase == .entering else { return false }
        return state.stages[index].hasAsked
            && state.stages[index].approvals.count { $0.attempt == state.stages[index].attempt }
                < state.itinerary.stages[index].approvalsNeeded
    }
}
