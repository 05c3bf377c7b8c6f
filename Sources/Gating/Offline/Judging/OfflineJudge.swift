/// Judges evidence out of a file as a run would: the same tests, budget, steps and margins.
///
/// A look with another exposure, or under another decision, is the first of a newly opened step: health must be proven
/// anew. Lines that are missing blind the step; with the next whole look it is judged afresh.
public struct OfflineJudge {
    /// What is judged, and by which budget.
    public struct Terms: Sendable {
        /// In the plan's order; where it is empty, the file's one signal is judged by `unnamed`.
        public var signals: [SignalSpec]
        public var unnamed: SignalSpec?
        /// The shares of the rollback budget, by signal; `share` for others.
        public var shares: [String: Double]
        public var share: Double
        public var proofAlpha: Double
        /// Buckets, 0…10000, one per step; empty where every exposure is a step of its own.
        public var steps: [Int]
        /// The step that is open at first, from 0.
        public var step: Int
        /// From 1.
        public var attempt: Int

        public init(
            signals: [SignalSpec], unnamed: SignalSpec? = nil, shares: [String: Double] = [:], share: Double = 0.01,
            proofAlpha: Double = 0.05, steps: [Int] = [], step: Int = 0, attempt: Int = 1
        ) {
            self.signals = signals
            self.unnamed = unnamed
            self.shares = shares
            self.share = share
            self.proofAlpha = proofAlpha
            self.steps = steps
            self.step = step
            self.attempt = attempt
        }
    }

    private struct Judged {
        var judge: SignalJudge
        var verdict = Verdict.undecided
        var changes: [OfflineVerdict.Change] = []
    }

    private let terms: Terms
    private var judged: [Judged] = []
    private var split = SampleRatioWatch()
    private var (looks, step, attempt) = (0, 0, 1)
    private var (from, openedAt, last): (Int?, Int, Int) = (nil, 0, 0)
    private var exposure: Double?
    private var decision: String?
    private var hasGap = false

    public init(_ terms: Terms) {
        self.terms = terms
        step = terms.step
        attempt = terms.attempt
    }

    /// Takes in what the file tells next.
    public mutating func take(_ news: EvidenceNews) throws(EvidenceFileError) {
        switch news {
        case .look(let look): try take(look)
        case .takenBack:
            attempt += 1
            for i in judged.indices {
                judged[i] = Judged(judge: fresh(judged[i].judge.spec, at: last), changes: judged[i].changes)
            }
            (exposure, decision, hasGap) = (nil, nil, false)
        }
    }

    private mutating func take(_ look: EvidenceLook) throws(EvidenceFileError) {
        looks += 1
        if from == nil { try begin(look) }
        try openStep(look)
        noteSilence(until: look.at)
        last = look.at
        if look.missing > 0 {
            hasGap = true
        } else {
            if hasGap, look.lines > 0 {
                hasGap = false
                reopen(at: look.at)
            }
            count(look)
        }
        for i in judged.indices { note(i, verdict(of: judged[i], at: look.at).verdict, at: look.at) }
    }

    private mutating func begin(_ look: EvidenceLook) throws(EvidenceFileError) {
        (from, openedAt, last) = (look.at, look.at, look.at)
        let signals = terms.signals.isEmpty ? look.signals.keys.sorted().compactMap(named) : terms.signals
        judged = signals.map { Judged(judge: fresh($0, at: look.at)) }
        reopen(at: look.at)
    }

    private func named(_ id: String) -> SignalSpec? {
        terms.unnamed.map { unnamed in
            var spec = unnamed
            spec.id = id
            return spec
        }
    }

    /// An attempt's part of the budget is half of the one's before.
    private func fresh(_ spec: SignalSpec, at now: Int) -> SignalJudge {
        let share = (terms.shares[spec.id] ?? terms.share) / Double(1 << min(60, attempt - terms.attempt))
        return SignalJudge(spec, share: share, proofAlpha: terms.proofAlpha, now: now)
    }

    private mutating func openStep(_ look: EvidenceLook) throws(EvidenceFileError) {
        let isMoved = look.exposure != nil && look.exposure != exposure
        let isDecided = look.decision != nil && look.decision != decision
        guard isMoved || isDecided else { return }
        let isFirst = exposure == nil && decision == nil
        decision = look.decision ?? decision
        if isMoved, let share = look.exposure {
            exposure = share
            let bucket = Int((share * 10_000).rounded())
            if let place = terms.steps.firstIndex(of: bucket) {
                step = place
            } else if terms.steps.isEmpty {
                step += isFirst ? 0 : 1
            } else {
                let known = terms.steps.map { "\(Words.points(Double($0) / 10_000)) %" }.joined(separator: ", ")
                throw .unusable(
                    look.place, what: "an exposure of \(Words.percent(share)), which is no step of the stage",
                    mend: "the plan's steps are \(known)")
            }
        }
        reopen(at: look.at)
    }

    private mutating func reopen(at now: Int) {
        openedAt = now
        split = SampleRatioWatch()
        for i in judged.indices {
            judged[i].judge.openStep(step: step, now: now)
            judged[i].verdict = .undecided
        }
    }

    /// What a run would have seen while the file says nothing.
    private mutating func noteSilence(until now: Int) {
        for i in judged.indices where now - last > judged[i].judge.spec.patience {
            let moment = last + judged[i].judge.spec.patience + 1
            note(i, judged[i].judge.verdict(now: moment).verdict, at: moment)
        }
    }

    private mutating func count(_ look: EvidenceLook) {
        for i in judged.indices {
            guard let evidence = look.signals[judged[i].judge.spec.id] else { continue }
            judged[i].judge.add(evidence, exposure: exposure ?? 0, now: look.at)
        }
        split.add(oldUnits: look.visitors.oldUnits, newUnits: look.visitors.newUnits, exposure: exposure ?? 0)
    }

    private mutating func note(_ i: Int, _ verdict: Verdict, at now: Int) {
        guard verdict != judged[i].verdict else { return }
        judged[i].verdict = verdict
        judged[i].changes.append(.init(verdict: verdict, look: looks, at: now, step: step + 1, attempt: attempt))
    }

    /// Evidence with a hole proves nothing; what was found before stands.
    private func verdict(of judged: Judged, at now: Int) -> SignalVerdict {
        var verdict = judged.judge.verdict(now: now)
        guard hasGap, verdict.verdict != .regressed else { return verdict }
        verdict.verdict = .blind
        verdict.reason = "lines of the log are missing, and no whole look came after them"
        verdict.missing = "whole evidence"
        return verdict
    }

    /// What the evidence so far says.
    public var result: OfflineResult {
        OfflineResult(
            signals: judged.map { judged in
                let verdict = verdict(of: judged, at: last)
                let new = verdict.counts.newUnits
                let hours = Double(last - openedAt) / 3_600_000
                return OfflineVerdict(
                    verdict: verdict, changes: judged.changes,
                    hoursNeeded: new > 0 && hours > 0
                        ? verdict.unitsNeeded.map { Double($0) / Double(new) * hours } : nil)
            },
            looks: looks, from: from, until: from == nil ? nil : last, step: step + 1, attempt: attempt,
            mismatch: split.mismatch)
    }
}
