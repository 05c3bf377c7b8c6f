import Planning

/// A part of the store's authority whose way back is measured while a stage is live, and what its way back needs.
public struct FacetTerms: Sendable, Hashable, Codable {
    /// `orders.create EU`; the entity alone where the stage changes no writer of it.
    public var place: String
    public var entity: String
    /// The signals that compare the entity's stores.
    public var signals: [String]
    /// How its writer changes; nil where it does not.
    public var handover: Handover?
    /// What the new side writes is carried to the old one as it happens.
    public var isSynced: Bool
    /// How old, in ms, the last proof of that may be; nil for any age.
    public var proofAge: Int?
    /// The most writes that the old side may lack; nil where the plan does not say.
    public var most: Int?
    /// A drill of the replay was on record when the plan was taken.
    public var isDrilled: Bool
    /// How long, in ms, the new side's log keeps a write that could be replayed; nil where the plan does not say.
    public var retention: Int?

    public enum Handover: String, Sendable, Hashable, Codable {
        /// What was born on a side finishes there: both write, never the same record.
        case birthPinned = "birth-pinned"
        /// The old side writes no more.
        case whole
    }

    public init(
        place: String, entity: String, signals: [String], handover: Handover? = nil, isSynced: Bool = false,
        proofAge: Int? = nil, most: Int? = nil, isDrilled: Bool = false, retention: Int? = nil
    ) {
        self.place = place
        self.entity = entity
        self.signals = signals
        self.handover = handover
        self.isSynced = isSynced
        self.proofAge = proofAge
        self.most = most
        self.isDrilled = isDrilled
        self.retention = retention
    }
}

extension FacetTerms {
    /// Whether a class holds by what was measured.
    enum Standing {
        case holds
        /// The handover is of another kind.
        case notOffered
        case broken(String)

        /// - Parameter objection: nil where there is none.
        init(_ objection: String?) { self = objection.map(Standing.broken) ?? .holds }
    }

    /// The table of classes, asked of what was measured. The plan has met the conditions that nobody can measure.
    ///
    /// - Parameter since: when the stage began, ms since 1970: until then the plan's own proof counts.
    func standing(_ wayBack: WayBack, _ measure: StoreMeasure, since: Int, now: Int) -> Standing {
        switch wayBack {
        case .r0:
            guard handover == nil else { return .notOffered }
            return Standing(measure.onlyNew > 0 ? aloneWords(measure, now) : nil)
        case .r1:
            guard handover == .birthPinned else { return .notOffered }
            return Standing(
                measure.differing > 0 ? "\(rows(measure.differing, measure)) written by both sides" : nil)
        case .r2:
            guard isSynced else { return .notOffered }
            return Standing(unsynced(measure, now) ?? staleProof(measure, since: since, now: now))
        case .r3: return Standing(overBound(measure) ?? forgotten(measure, now))
        case .r4: return .holds
        }
    }

    /// The best class that holds, and what stands against those before it.
    func best(_ measure: StoreMeasure, since: Int, now: Int) -> (WayBack, why: [String]) {
        var why: [String] = []
        for wayBack in WayBack.allCases {
            switch standing(wayBack, measure, since: since, now: now) {
            case .holds: return (wayBack, why)
            case .notOffered: continue
            case .broken(let objection): why.append(objection)
            }
        }
        return (.r4, why)
    }

    private func unsynced(_ measure: StoreMeasure, _ now: Int) -> String? {
        if measure.onlyNew > 0 { return aloneWords(measure, now) }
        let foreign = foreign(measure)
        return foreign > 0
            ? "\(rows(foreign, measure)) that the old side, which lost the authority, has otherwise" : nil
    }

    /// Writes by the side that lost authority, as far as the two stores tell it.
    private func foreign(_ measure: StoreMeasure) -> Int {
        handover == .whole ? measure.onlyOld + measure.differing : 0
    }

    private func overBound(_ measure: StoreMeasure) -> String? {
        guard let most else { return "no bound on unacknowledged writes is declared" }
        guard isDrilled else { return "no drill of the replay is on record" }
        guard measure.unacknowledged > most else { return nil }
        return "\(rows(measure.unacknowledged, measure)) unacknowledged, at most \(most)"
    }

    private func forgotten(_ measure: StoreMeasure, _ now: Int) -> String? {
        guard let retention, let age = measure.oldestAge(at: now), age > retention else { return nil }
        return "\(aloneWords(measure, now)), and the log keeps \(Span.words(retention))"
    }

    /// When R3 ends, ms since 1970: the bound is passed at the present rate, or the log forgets the oldest write, if that
    /// is earlier. Nil where nobody can tell, or no bound is declared.
    func end(_ measure: StoreMeasure) -> Int? {
        guard let most else { return nil }
        let forgotten = measure.oldestAge(at: measure.seenAt).flatMap { age in
            retention.map { measure.seenAt - age + $0 }
        }
        return [measure.exceeds(most), forgotten].compactMap(\.self).min()
    }

    private func staleProof(_ measure: StoreMeasure, since: Int, now: Int) -> String? {
        let age = now - max(measure.provenAt ?? 0, since)
        guard let proofAge, age > proofAge else { return nil }
        return "the last proof is \(Span.words(age)) old, at most \(Span.words(proofAge))"
    }

    /// `12 orders only on the new side, the oldest 4 min`
    private func aloneWords(_ measure: StoreMeasure, _ now: Int) -> String {
        var words = "\(rows(measure.onlyNew, measure)) only on the new side"
        if let age = measure.oldestAge(at: now) {
            words += ", the oldest \(measure.isOldestKnown ? "" : "at least ")\(Span.words(age))"
        }
        return words
    }

    private func rows(_ count: Int, _ measure: StoreMeasure) -> String {
        measure.tables > 1 ? "\(count) rows of \(entity)" : "\(count) \(entity)"
    }
}

/// Times as people say them.
enum Span {
    static func words(_ ms: Int) -> String {
        switch ms {
        case ..<120_000: "\(ms / 1_000) s"
        case ..<7_200_000: "\(ms / 60_000) min"
        case ..<172_800_000: "\(ms / 3_600_000) h"
        default: "\(ms / 86_400_000) d"
        }
    }
}
