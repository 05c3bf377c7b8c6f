/// One side's store, asked at a bearable pace and asked again when the way to it breaks for a while.
actor StoreCalls {
    let store: any ComparedStore
    /// The most rows that one question may be about.
    nonisolated let burst: Int
    private var pace: Pace
    private let terms: PaceTerms
    private let clock = SteadyClock()
    /// Told when it waits, and why.
    private let waiting: @Sendable (String) -> Void
    private var loadAsked = -Double.infinity

    init(_ store: any ComparedStore, terms: PaceTerms, waiting: @escaping @Sendable (String) -> Void) {
        (self.store, self.terms, self.waiting) = (store, terms, waiting)
        pace = Pace(terms)
        burst = terms.burst
    }

    /// How many rows the next page may have. Returns when it may be asked for.
    func turn() async throws(CouldNotCheck) -> Int {
        while true {
            var load: StoreLoad?
            if clock.now - loadAsked >= 0.5 {
                load = try await patiently { store throws(CouldNotCheck) in try await store.load() }
                loadAsked = clock.now
            }
            switch pace.next(load: load, at: clock.now) {
            case .ask(let rows, let after):
                if after > 0 { try await clock.sleep(after) }
                return rows
            case .wait(let seconds, let why):
                waiting("\(store.name): \(why)")
                try await clock.sleep(seconds)
                loadAsked = -.infinity
            case .giveUp(let why): throw .tooBusy(store.name, why: why)
            }
        }
    }

    /// Tells how long a page took.
    func took(_ seconds: Double, rows: Int) { pace.read(rows: rows, in: seconds, at: clock.now) }

    /// Asks until there is an answer, a refusal, or patience is at its end.
    func patiently<Answer: Sendable>(
        _ question: @Sendable (any ComparedStore) async throws(CouldNotCheck) -> Answer
    ) async throws(CouldNotCheck) -> Answer {
        let began = clock.now
        var pause = 0.25
        while true {
            do {
                return try await question(store)
            } catch {
                guard error.isPassing, clock.now - began + pause < terms.patience else { throw error }
                waiting(error.description)
                try await clock.sleep(pause)
                pause = min(pause * 2, 5)
            }
        }
    }

    /// After a page that broke off: waits until the store answers again, or throws `error` when the same rows have been
    /// in the asking for longer than patience, though other questions may be answered.
    func bear(_ error: CouldNotCheck, for seconds: Double) async throws(CouldNotCheck) {
        guard seconds < terms.patience else { throw error }
        waiting(error.description)
        try await clock.sleep(0.25)
        _ = try await patiently { store throws(CouldNotCheck) in try await store.load() }
    }
}

/// Seconds of a clock that only goes forward.
struct SteadyClock: Sendable {
    private let began = ContinuousClock.now

    var now: Double { (ContinuousClock.now - began) / .seconds(1) }

    func sleep(_ seconds: Double) async throws(CouldNotCheck) {
        do {
            try await Task.sleep(for: .seconds(seconds))
        } catch {
            throw .cancelled
        }
    }
}

extension Sides<StoreCalls> {
    /// Whether nobody has written to a table on either side since `positions`, as both logs of changes prove; false
    /// where nobody knows.
    func areUntouched(
        _ sources: Sides<RowSource>, since positions: Sides<StorePosition?>
    ) async throws(CouldNotCheck) -> Bool {
        for side in Side.allCases {
            guard let before = positions[side] else { return false }
            let isUntouched = try await self[side].patiently { store throws(CouldNotCheck) in
                try await store.isUntouched(sources[side], since: before)
            }
            if !isUntouched { return false }
        }
        return true
    }
}
