import Crypto
import Databases

/// Looks again at every candidate of a pass, on both sides, until each is settled.
struct CandidateLooks {
    /// Candidates looked at side by side, so that the lag is waited for once for all of them.
    static let crowd = 10_000
    /// Keys in one question.
    static let page = 500

    let plan: ComparisonPlan
    let calls: Sides<StoreCalls>
    let terms: ComparisonTerms
    let account: PassAccount
    let folder: ComparisonFolder
    let clock: SteadyClock
    /// On ``clock``: when both sides' log positions were asked for, before the first row was read.
    let positionedAt: Double

    func run() async throws(CouldNotCheck) {
        let file = try DifferenceFile(folder.differences(of: account.table), length: account.state.written)
        var candidates = try account.candidates()
        while true {
            let crowd = try candidates.next(Self.crowd)
            guard let last = crowd.last else { return }
            // Kept whole when the crowd is settled: a program killed before looks at all of it again.
            var state = account.state
            try await settle(crowd, in: &state, file)
            state.looked = last.canonical
            state.settled += crowd.count
            state.written = try file.end()
            try account.keep { $0 = state }
            account.shows()
        }
    }

    /// Differences go to the file as they are found: thousands of them with their values are not held in memory.
    private func settle(
        _ crowd: [Candidate], in state: inout PassState, _ file: DifferenceFile
    ) async throws(CouldNotCheck) {
        var open = crowd.map { (candidate: $0, second: SecondLook(lag: Int(terms.lag * 1_000), looks: terms.looks)) }
        var earliest = clock.now
        while !open.isEmpty {
            var isQuiet = try await isQuiet()
            // Where nobody has written since before the first row was read, the first reading was a look already.
            let due = isQuiet ? positionedAt + terms.lag : earliest
            if due > clock.now {
                try await clock.sleep(due - clock.now)
                if isQuiet { isQuiet = try await self.isQuiet() }
            }
            earliest = clock.now + terms.lag
            var again: [(candidate: Candidate, second: SecondLook)] = []
            for start in stride(from: 0, to: open.count, by: Self.page) {
                let page = open[start..<min(start + Self.page, open.count)]
                let looks = try await look(at: page.map(\.candidate))
                // Still nobody: a row that was mended just now would be one somebody wrote.
                if isQuiet { isQuiet = try await self.isQuiet() }
                let now = Int(clock.now * 1_000)
                for (entry, look) in zip(page, looks) {
                    var second = entry.second
                    var decision = second.saw(look, at: now)
                    if decision == .again, isQuiet { decision = .different }
                    switch decision {
                    case .same:
                        state.moving += 1
                        state.same += look.pairs
                    case .different:
                        state.same += look.pairs
                        guard let difference = look.difference else { continue }
                        try file.add(difference)
                        state.add(difference, examples: terms.examples)
                    case .unresolved: state.unresolved += 1
                    case .again: again.append((entry.candidate, second))
                    }
                }
            }
            open = again
        }
    }

    /// Neither side has written to the table since before the first row was read, as its log of changes proves.
    private func isQuiet() async throws(CouldNotCheck) -> Bool {
        try await calls.areUntouched(plan.readings.map(\.source), since: account.state.positions)
    }

    /// The old side is read first: what the new side has not heard of yet is then not taken for lost on the way.
    private func look(at candidates: [Candidate]) async throws(CouldNotCheck) -> [Look] {
        let old = try await rows(of: candidates, on: .old)
        let new = try await rows(of: candidates, on: .new)
        return RowMatch(plan).match(old: old, new: new, candidates: candidates)
    }

    private func rows(of candidates: [Candidate], on side: Side) async throws(CouldNotCheck) -> RowBatch {
        let keys = candidates.flatMap { plan.keys(of: $0, on: side) }
        let reading = plan.readings[side]
        return try await calls[side].patiently { store throws(CouldNotCheck) in
            try await store.rows(of: reading, with: keys)
        }
    }
}

extension PassState {
    /// Counts a difference, adds it to the sum of their digests, and keeps it where it is among the first.
    mutating func add(_ difference: Difference, examples most: Int) {
        differing[difference.kind, default: 0] += 1
        if examples.count < most { examples.append(difference) }
        let digest = SHA256.hash(data: CanonicalResult.bytes(of: difference))
        digest.withUnsafeBytes { bytes in
            for index in 0..<4 { sum[index] &+= bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) }
        }
    }
}
