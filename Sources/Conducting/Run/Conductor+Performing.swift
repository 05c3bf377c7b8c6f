import Cutover
import Foundation
import Gating
import Observation
import Traffic

extension Conductor {
    /// Performs the open intents, oldest first, until none can be performed now.
    func settle(_ group: inout ThrowingTaskGroup<Void, any Error>, _ send: Sender) async throws {
        while let intent = state.intents.first(where: { isDue($0) }) {
            switch intent.action {
            case .expose(let exposure, let heading):
                CrashPoint.beforeExpose.pass()
                let result = await expose(exposure, heading)
                CrashPoint.afterExpose.pass()
                try await close(intent, result)
            case .askApproval(let stage, let attempt):
                let result = approvals.ask(stage: stage, attempt: attempt, state: state)
                CrashPoint.afterAsk.pass()
                try await close(intent, result)
            case .tell(let notice):
                telling.insert(intent.id)
                let (notices, failed) = (notices, untold[intent.id])
                let share = state.exposure(of: notice.stage)
                group.addTask {
                    let told = await notices?.tell(
                        notice, effect: intent.id, share: share, at: Self.wall(), failures: failed?.times ?? 0,
                        rest: failed?.rest)
                    CrashPoint.afterTell.pass()
                    send.yield(.told(intent.id, told ?? .done("nobody is told: this run has no ways to")))
                }
            case .carryOut(let work, let stage):
                guard let works else {
                    try await close(intent, .refused("this run was started without what \(work.name) needs"))
                    continue
                }
                working.insert(intent.id)
                group.addTask {
                    let result = await works.perform(work, stage)
                    CrashPoint.afterWork.pass()
                    send.yield(.worked(intent.id, result))
                }
            case .compareOrders:
                let (orders, authority) = (orders, state.authority)
                guard let orders else {
                    // Every run ends with a comparison; one whose plan asks for none ends without.
                    let isAsked = plan.comparesOrders
                    let nothing = ExactResult(
                        compared: 0, mismatches: 0,
                        detail: isAsked
                            ? "could not check: no orders API was named"
                            : "no order is compared: the plan does not ask",
                        couldCheck: !isAsked)
                    try await close(intent, .compared(nothing))
                    continue
                }
                comparing.insert(intent.id)
                if isReplay {
                    let result = await orders.compare(authority: authority)
                    comparing.remove(intent.id)
                    CrashPoint.afterCompare.pass()
                    try await close(intent, .compared(result))
                } else {
                    group.addTask { send.yield(.compared(intent.id, await orders.compare(authority: authority))) }
                }
            }
        }
    }

    private func isDue(_ intent: Effect) -> Bool {
        !comparing.contains(intent.id) && !telling.contains(intent.id) && !working.contains(intent.id)
            && !(intent.action.tellsEdge && isEdgeTaken)
            && untold[intent.id]?.again ?? 0 <= Self.wall()
            && (failures[intent.id].map { $0.again <= Self.wall() } ?? true)
    }

    /// A hand over holds writes at the edge: a policy told from here would let them go.
    private var isEdgeTaken: Bool {
        state.intents.contains { if case .carryOut(let work, _) = $0.action { work.ownsEdge } else { false } }
    }

    /// Notes how a stage's work went. What only failed for now is tried again a little later.
    func note(_ effect: Int, _ result: Outcome.Result) async throws {
        working.remove(effect)
        guard let intent = state.intents.first(where: { $0.id == effect }) else { return }
        try await close(intent, result, again: 5_000)
    }

    /// Writes an outcome down. A failure is written when it says something new, and tried again a little later.
    private func close(_ intent: Effect, _ result: Outcome.Result, again pause: Int = 250) async throws {
        let outcome = Event.outcome(Outcome(effect: intent.id, result: result))
        guard case .failed(let why) = result else {
            failures[intent.id] = nil
            return try await commit(outcome, at: await source.now())
        }
        let isNews = failures[intent.id]?.why != why
        failures[intent.id] = (why, Self.wall() + pause)
        if isNews { try await commit(outcome, at: await source.now()) }
    }

    /// Notes whether people were told. A failure is written down once, and tried again more and more seldom.
    func note(_ effect: Int, _ told: NoticeDesk.Told) async throws {
        telling.remove(effect)
        switch told {
        case .done(let how):
            untold[effect] = nil
            try await commit(.outcome(Outcome(effect: effect, result: .told(how))), at: await source.now())
        case .again(let why, let pause, let rest):
            let times = (untold[effect]?.times ?? 0) + 1
            untold[effect] = (times, Self.wall() + pause, rest)
            guard times == 1 else { return }
            try await commit(.outcome(Outcome(effect: effect, result: .failed(why))), at: await source.now())
        }
    }

    private func expose(_ exposure: Exposure, _ heading: Effect.Heading) async -> Outcome.Result {
        do {
            if heading == .forward, exposure.units.values.contains(where: { $0.newBelow > 0 }),
                try await !edge.statistics().isUp(.new)
            {
                return .failed("the edge sees no live server on the new side; exposure does not grow onto nothing")
            }
            let done = try await edge.apply(EdgePolicy(exposure), heading == .forward ? .forward : .back)
            return .exposed(took: done.elapsed / .milliseconds(1), generation: done.generation)
        } catch {
            return .failed("the edge was not told: \(error)")
        }
    }

    /// Sees to commands, signatures, the lease and the edge.
    func mind() async throws {
        for (file, command) in inbox.waiting() {
            CrashPoint.beforeCommand.pass()
            try await commit(.command(command), at: await source.now())
            CrashPoint.afterCommand.pass()
            inbox.remove(file)
        }
        for approval in await approvals.signed(state) {
            CrashPoint.afterSignature.pass()
            try await commit(.approved(approval), at: await source.now())
        }
        let now = Self.wall()
        if now - minded.lease >= 1_000, state.exposure.units.values.contains(where: \.leased) {
            minded.lease = now
            try? await edge.renewLease(seconds: state.itinerary.stages.compactMap(\.lease).min() ?? 30)
        }
        if now - minded.drift >= 2_000 {
            minded.drift = now
            try await checkDrift()
        }
    }

    /// Only a difference is drift; an edge that does not answer is a matter for the evidence, which will be blind.
    private func checkDrift() async throws {
        guard case .running = state.phase,
            !isEdgeTaken, !state.intents.contains(where: \.action.tellsEdge)
        else { return }
        let differences = await edge.drift(from: EdgePolicy(state.exposure)).filter {
            if case .unreadable = $0 { false } else { true }
        }
        guard !differences.isEmpty else { return }
        try await commit(.drifted(differences.map(\.description)), at: await source.now())
    }

    static func wall() -> Int { Int(Date().timeIntervalSince1970 * 1_000) }
}

extension Effect.Action {
    fileprivate var tellsEdge: Bool { if case .expose = self { true } else { false } }
}
