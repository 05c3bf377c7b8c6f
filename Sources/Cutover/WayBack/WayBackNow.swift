public import Planning

/// What going back from a stage costs now: what the plan promises, or worse where that was measured.
public struct WayBackNow: Sendable, Hashable, Codable {
    public var promised: WayBack
    public var wayBack: WayBack
    /// Why it is worse than promised, the cause of the worst first; empty where it is not.
    public var why: [String]
    /// When the bound on unacknowledged writes is passed at their present rate, or the log forgets the oldest of them,
    /// ms since 1970; nil where nobody can tell.
    public var pointOfNoReturn: Int?

    public init(promised: WayBack, wayBack: WayBack, why: [String] = [], pointOfNoReturn: Int? = nil) {
        self.promised = promised
        self.wayBack = wayBack
        self.why = why
        self.pointOfNoReturn = pointOfNoReturn
    }

    public var isWorse: Bool { wayBack > promised }
    /// Whether traffic alone can take the stage back.
    public var isRoutable: Bool { wayBack <= .r1 }

    /// `R2`, or `R3 now (promised R2)`: what stands as long as the class does, while counts and ages go on.
    public var name: String {
        isWorse ? "\(wayBack.rawValue) now (promised \(promised.rawValue))" : wayBack.rawValue
    }

    /// `R2`, or `R3 (promised R2): 12 orders only on the new side, the oldest 4 min`
    public var words: String {
        guard isWorse else { return wayBack.rawValue }
        return "\(wayBack.rawValue) (promised \(promised.rawValue)): \(why.joined(separator: "; "))"
    }

    /// Nothing was measured that anybody must know.
    public var isPlain: Bool { !isWorse && pointOfNoReturn == nil }

    /// How long going back stays possible at the present rate, in a sentence; nil where nobody can tell.
    public func endWords(at now: Int) -> String? {
        pointOfNoReturn.map { end in
            end > now
                ? "at the present rate there is no way back in \(Span.words(end - now))" : "the way back has ended"
        }
    }

    /// The class that holds by what was measured, never better than the promise.
    ///
    /// - Parameters:
    ///   - facets: what is measured of the stage, and what each class needs.
    ///   - measured: by signal.
    ///   - since: when the stage began, ms since 1970.
    public static func judge(
        promised: WayBack, facets: [FacetTerms], measured: [String: StoreMeasure], since: Int, now: Int
    ) -> WayBackNow {
        var found: [(wayBack: WayBack, why: [String])] = []
        var ends: [Int] = []
        for facet in facets {
            guard let measure = facet.signals.compactMap({ measured[$0] }).max(by: { $0.seenAt < $1.seenAt }) else {
                continue
            }
            let (wayBack, why) = facet.best(measure, since: since, now: now)
            if wayBack > promised { found.append((wayBack, why)) }
            if wayBack < .r4, let end = facet.end(measure) { ends.append(end) }
        }
        let worst = found.map(\.wayBack).max() ?? promised
        let causes = found.sorted { $0.wayBack > $1.wayBack }.flatMap(\.why).uniqued
        return WayBackNow(promised: promised, wayBack: worst, why: causes, pointOfNoReturn: ends.min())
    }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

extension RunState {
    /// What going back from a stage costs now.
    public func wayBack(of index: Int) -> WayBackNow {
        let plan = itinerary.stages[index]
        return WayBackNow.judge(
            promised: plan.wayBack, facets: plan.facets ?? [], measured: measured,
            since: stages[index].startedAt ?? clock, now: clock)
    }
}
