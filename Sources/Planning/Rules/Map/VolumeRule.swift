extension Rule {
    static let map004 = Rule(
        "MAP004", .warning,
        catches: """
            a system or a flow without volume and peak, or, once a stage that uses it is near, without a record that \
            they were measured
            """,
        why: """
            How long a step must last, and whether the new side can carry it, is computed from what goes through the \
            store in an hour. A number that nobody measured makes every forecast a guess. Names, mail, files and \
            machines are left out: what they carry is not counted in sessions, requests or orders. A system of the \
            new side has no traffic to measure yet; of it only the volume is asked that it is built for.
            """,
        mend: """
            write `volume: { sessions: …, peak: … }` (or requests, or orders), and let a measuring command put a \
            `volume` record into the folder of `--evidence`
            """
    ) { check in
        guard !check.plan.isRehearsal else { return [] }
        let demand = VolumeDemand(check)
        let systems = check.plan.systems.filter { !VolumeDemand.uncounted.contains($0.kind.value) }.compactMap {
            demand.look(
                "system \($0.id.value)", At($0.id.value.rawValue, $0.id.position), $0.volume,
                isMeasured: $0.side.value != .new)
        }
        let flows = check.plan.flows.compactMap {
            demand.look(
                "flow \($0.id.value)", At($0.id.value.rawValue, $0.id.position), $0.volume, isMeasured: true)
        }
        return systems + flows
    }
}

/// What must be known about the volume of each part of a plan, and which stage asks for its measurement.
private struct VolumeDemand {
    /// Kinds of system whose load is not counted in sessions, requests or orders.
    static let uncounted: Set<System.Kind> = [.dns, .mail, .files, .host]

    private let check: Check
    private let concerned: StagesConcerned
    /// For each stage, whether its proofs are demanded yet.
    private let due: [Bool]

    init(_ check: Check) {
        self.check = check
        concerned = StagesConcerned(check.plan)
        due = check.plan.stages.map { check.isDue($0) }
    }

    /// - Parameter isMeasured: whether there is traffic that can have been measured.
    func look(_ what: String, _ id: At<String>, _ volume: Volume?, isMeasured: Bool) -> Violation? {
        guard let volume else { return Violation("\(what) has no volume", id.position) }
        var missing: [String] = []
        if volume.sessions == nil, volume.requests == nil, volume.orders == nil {
            missing.append("sessions, requests or orders")
        }
        if volume.peak == nil { missing.append("a peak") }
        guard missing.isEmpty else {
            return Violation("the volume of \(what) lacks \(missing.joined(separator: " and "))", volume.position)
        }
        guard isMeasured, let stage = waiting(for: id.value), check.proof(.volume, of: id.value) == nil
        else { return nil }
        return Violation(
            "no record says that the volume of \(what) was measured, and stage \(stage) is near", volume.position)
    }

    /// The first stage that uses this part and whose proofs are demanded.
    private func waiting(for id: String) -> Stage.ID? {
        let places: [Int] =
            switch concerned.concerned(by: id) {
            case .some(let places, _): places
            case .every: Array(due.indices)
            }
        return places.first { due[$0] }.map { check.plan.stages[$0].id.value }
    }
}
