public import Planning

extension PlanGraph {
    /// The graph of a part of a plan, with the classes that the plan alone allows.
    public init(_ subject: Subject, of plan: Plan) { self.init(subject, of: plan, .none) }

    /// The graph of a part of a plan as it is judged.
    package init(_ subject: Subject, of check: Check) {
        self.init(subject, of: check.plan, check.wayBackEvidence)
    }

    private init(_ subject: Subject, of plan: Plan, _ evidence: WayBackEvidence) {
        self =
            switch subject {
            case .systems: Self.systems(plan)
            case .stages: Self.stages(plan, evidence)
            case .authority: Self.authority(plan)
            }
    }

    private static func systems(_ plan: Plan) -> PlanGraph {
        var sketch = GraphSketch()
        for side in [System.Side.old, .shared, .new] {
            sketch.column(side.title)
            for system in plan.systems where system.side.value == side {
                let kept = system.records.map(\.value.rawValue)
                sketch.node(
                    system.id.value.rawValue, system.id.value.rawValue,
                    system.kind.value.rawValue + (kept.isEmpty ? "" : ", keeps " + kept.joined(separator: ", ")),
                    side.look)
            }
        }
        for edge in plan.integrations {
            let isBackward = edge.direction?.value == .backward
            let (from, to) = isBackward ? (edge.to.value, edge.from.value) : (edge.from.value, edge.to.value)
            let isBoth = edge.direction?.value == .both
            let carries = edge.carries.map(\.value.rawValue).joined(separator: ", ")
            var says = "\(edge.id.value): \(carries.isEmpty ? "nothing named" : carries)"
            says += isBoth ? ", both ways between \(from) and \(to)" : ", from \(from) to \(to)"
            if let transport = edge.transport?.value { says += ", by \(transport)" }
            if edge.direction == nil { says += " (direction not said)" }
            sketch.edge(from.rawValue, to.rawValue, says, bothWays: isBoth)
        }
        return sketch.graph(.systems, "Systems of \(plan.name.value) and what is carried between them")
    }

    private static func stages(_ plan: Plan, _ evidence: WayBackEvidence) -> PlanGraph {
        var sketch = GraphSketch()
        sketch.column("Units")
        for unit in plan.units {
            sketch.node("u " + unit.id.value.rawValue, unit.id.value.rawValue, unit.domain.value.rawValue, .unit)
        }
        sketch.column("Stages, in order")
        for (place, stage) in plan.stages.enumerated() {
            let wayBack = plan.wayBack(of: stage.id.value, evidence: evidence).wayBack
            let steps = stage.exposure.steps.map(\.value.description).joined(separator: ", ")
            sketch.node(
                "s " + stage.id.value.rawValue, "\(place + 1). \(stage.id.value)", "\(wayBack), \(steps)", wayBack.look)
        }
        for stage in plan.stages {
            sketch.edge("u " + stage.unit.value.rawValue, "s " + stage.id.value.rawValue)
            for need in stage.needs {
                sketch.edge("s " + need.value.rawValue, "s " + stage.id.value.rawValue, dashed: true)
            }
        }
        return sketch.graph(.stages, "Units and stages of \(plan.name.value)")
    }

    private static func authority(_ plan: Plan) -> PlanGraph {
        let handovers = plan.handovers().flatMap { $0 }
        let sides = Dictionary(
            plan.systems.map { ($0.id.value, $0.side.value) }, uniquingKeysWith: { first, _ in first })
        func look(_ system: System.ID) -> Look { sides[system]?.look ?? .shared }
        func node(_ prefix: String, _ system: System.ID, in sketch: inout GraphSketch) {
            sketch.node(prefix + system.rawValue, system.rawValue, sides[system]?.rawValue ?? "unknown", look(system))
        }
        var sketch = GraphSketch()
        sketch.column("Writes before")
        for grant in plan.authority { node("b ", grant.writer.value, in: &sketch) }
        for handover in handovers { if let from = handover.from { node("b ", from, in: &sketch) } }
        sketch.column("What is written")
        for place in plan.authority.map(\.place) + handovers.map(\.move.place) {
            sketch.node("f \(place)", "\(place.entity).\(place.facet)", place.scopeWords, .facet)
        }
        sketch.column("Writes after")
        for handover in handovers { node("a ", handover.move.to.value, in: &sketch) }
        for grant in plan.authority { sketch.edge("b " + grant.writer.value.rawValue, "f \(grant.place)") }
        let granted = Set(plan.authority.map(\.place))
        for handover in handovers {
            let place = handover.move.place
            if let from = handover.from, !granted.contains(place) {
                sketch.edge("b " + from.rawValue, "f \(place)", dashed: true)
            }
            let how = handover.move.handover?.value.rawValue ?? "hand over not said"
            sketch.edge(
                "f \(place)", "a " + handover.move.to.value.rawValue,
                "stage \(handover.stage): \(place.entity).\(place.facet) \(place.scopeWords), \(how)")
        }
        return sketch.graph(.authority, "Who writes what in \(plan.name.value), before and after")
    }
}

extension FacetScope {
    /// `everywhere`, or the scope's name.
    package var scopeWords: String { scope == .everywhere ? "everywhere" : scope.description }
}

extension System.Side {
    var title: String {
        switch self {
        case .old: "Old side"
        case .shared: "Shared by both"
        case .new: "New side"
        }
    }

    var look: PlanGraph.Look {
        switch self {
        case .old: .old
        case .shared: .shared
        case .new: .new
        }
    }
}

extension WayBack {
    package var look: PlanGraph.Look {
        switch self {
        case .r0: .r0
        case .r1: .r1
        case .r2: .r2
        case .r3: .r3
        case .r4: .r4
        }
    }

    /// What going back costs, in a few words for somebody who does not know the classes.
    package var meaning: String {
        switch self {
        case .r0: "visitors are sent back, nothing is lost"
        case .r1: "new visitors are sent back, those on the new side finish there"
        case .r2: "writes are carried back by a proven sync, then visitors"
        case .r3: "a bounded number of writes is applied again by hand"
        case .r4: "forward only: what is wrong is mended on the new side"
        }
    }
}
