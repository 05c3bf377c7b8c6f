import ArgumentParser
import Conducting
import Cutover
import Gating
import Planning

/// Signals as a plan's stage judges them.
struct PlannedTerms: ParsableArguments {
    @Option(help: "The plan.")
    var plan: String?

    @Option(help: "The environment of the plan, whose overlay is laid over it.")
    var environment: String?

    @Option(help: "A file that is laid over the plan; may be given several times.")
    var overlay: [String] = []

    @Option(help: "The stage whose gate judges.")
    var stage: String?

    @Option(help: "Only this signal of the stage; may be given several times.")
    var signal: [String] = []

    @Option(help: "The step that is open at first, from 1; the file's exposures tell the others.")
    var step: Int?

    var isUsed: Bool { environment != nil || !overlay.isEmpty || stage != nil || !signal.isEmpty || step != nil }

    /// What is judged, and the stage's unit.
    func terms(_ path: String) throws -> (OfflineJudge.Terms, unit: String?) {
        let plan = try PlanReader.read(path: path, environment: environment, overlays: overlay)
        let itinerary = try Itinerary.gates(of: plan, stage: stage ?? "")
        let stage = itinerary.stages[0]
        for name in signal where !stage.signals.contains(where: { $0.id == name }) {
            let known = stage.signals.map(\.id).joined(separator: ", ")
            throw Failure("\(path): stage `\(stage.id)` has no gate `\(name)`; use one of \(known)", .unusable)
        }
        let first = step ?? 1
        guard 1...stage.steps.count ~= first else {
            throw Failure(
                "stage `\(stage.id)` has \(stage.steps.count) steps; --step \(first) is none of them", .unusable)
        }
        let budget = ErrorBudget(alpha: itinerary.alpha, stages: itinerary.stages.count)
        let total = max(stage.signals.filter { $0.kind != .exact }.map(\.weight).reduce(0, +), 1e-9)
        let shares = stage.signals.map {
            ($0.id, budget.share(ofSignal: $0.weight, among: total, attempt: 1))
        }
        let judged = signal.isEmpty ? stage.signals : stage.signals.filter { signal.contains($0.id) }
        let terms = OfflineJudge.Terms(
            signals: judged, shares: Dictionary(uniqueKeysWithValues: shares), proofAlpha: itinerary.proofAlpha,
            steps: stage.steps, step: first - 1)
        return (terms, stage.unit)
    }
}

/// One signal by options alone.
struct OwnTerms: ParsableArguments {
    enum Kind: String, FormatOption {
        case completion, reach, errors, slow, latency, rate, exact
    }

    enum Way: String, FormatOption {
        case drop, rise
    }

    @Option(help: "completion, reach, errors, slow, latency, rate or exact.")
    var kind: Kind?

    @Option(help: "Which change is bad: drop or rise; follows from the kind.")
    var direction: Way?

    @Option(help: "The share expected on the old side: 97%.", transform: GateArgument.share)
    var baseline: Double?

    @Option(help: "The difference to be ruled out, in points: 2.", transform: GateArgument.points)
    var margin: Double?

    @Option(help: "The risk of a false rollback: 1% unless said.", transform: GateArgument.share)
    var alpha: Double?

    @Option(
        help: "The risk of calling healthy what is worse by the margin: 5% unless said.", transform: GateArgument.share)
    var proofAlpha: Double?

    @Option(help: "When a unit's outcome is looked at: 3m,10m,30m; 1s unless said.")
    var milestones: String?

    @Option(
        help: "How long no unit may come before the signal is blind: 60s unless said.", transform: GateArgument.duration
    )
    var freshness: Int?

    @Option(help: "Units needed on each side before health is said.")
    var minimum: Int?

    @Option(help: "Dimensions of its segments: region,device.")
    var segments: String?

    @Option(help: "For rate: the share that is still good.", transform: GateArgument.share)
    var tolerance: Double?

    var isUsed: Bool {
        kind != nil || direction != nil || baseline != nil || margin != nil || alpha != nil || proofAlpha != nil
            || milestones != nil || freshness != nil || minimum != nil || segments != nil || tolerance != nil
    }

    private var isCompared: Bool { kind != .rate && kind != .exact }

    func check() throws {
        guard let kind else {
            throw ValidationError(
                "say how it is judged: --plan PLAN --stage ID, or --kind with --baseline and --margin")
        }
        if isCompared, baseline == nil || margin == nil {
            throw ValidationError("kind \(kind.rawValue) needs --baseline and --margin")
        }
        if kind == .rate, tolerance == nil { throw ValidationError("kind rate needs --tolerance") }
        if let minimum, minimum < 0 { throw ValidationError("--minimum is at least 0") }
        _ = try times
    }

    private var times: [Int] {
        get throws {
            guard let milestones else { return [1_000] }
            let times = try milestones.split(separator: ",").map { try GateArgument.duration(String($0)) }
            guard !times.isEmpty, times == times.sorted(), Set(times).count == times.count else {
                throw ValidationError("--milestones must ascend: 3m,10m,30m")
            }
            return times
        }
    }

    /// What `check` found good.
    var terms: OfflineJudge.Terms {
        let kind = kind ?? .completion
        let falls = kind == .completion || kind == .reach
        let judged: SignalSpec.Kind =
            switch kind {
            case .completion, .reach, .errors, .slow: .share
            case .latency: .latency
            case .rate: .rate
            case .exact: .exact
            }
        let spec = SignalSpec(
            id: "", kind: judged, direction: (direction.map { $0 == .drop } ?? falls) ? .drop : .rise,
            baseline: baseline ?? 0, margin: margin ?? 0, milestones: kind == .exact ? [] : (try? times) ?? [1_000],
            freshness: freshness ?? 60_000, minimum: minimum ?? 0,
            segments: segments?.split(separator: ",").map(String.init) ?? [], toleratedRate: tolerance ?? 0)
        return OfflineJudge.Terms(
            signals: [], unnamed: spec, share: alpha ?? 0.01, proofAlpha: proofAlpha ?? 0.05)
    }
}
