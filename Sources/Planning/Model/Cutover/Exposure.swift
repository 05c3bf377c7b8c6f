/// How the share of visitors on the new side grows.
public struct Exposure: Sendable {
    /// What a visitor is assigned by, such as `visitor`.
    public let by: At<String>?
    public let steps: [At<ExposureStep>]
    /// The least time at a step before the next one may open.
    public let dwell: At<Duration>
    /// The share that stays on the old side after the last step, 0...1.
    public let holdback: At<Double>?
    /// Whether a visitor's assignment survives pauses and restarts.
    public let stable: At<Bool>?
    /// Whether only visitors who have nothing on the old side are routed.
    public let birthsOnly: At<Bool>?
    /// The time within which each step must be able to prove health; the dwell when absent.
    public let decideWithin: At<Duration>?
    public let position: Position

    public var isStable: Bool { stable?.value ?? false }
    public var routesBirthsOnly: Bool { birthsOnly?.value ?? false }

    /// The share of visitors on the new side at a step, 0...1.
    public func share(of step: ExposureStep) -> Double {
        switch step {
        case .share(let share): share
        case .open: 1 - (holdback?.value ?? 0)
        }
    }

    /// The shares of all steps, in order.
    public var shares: [Double] { steps.map { share(of: $0.value) } }

    /// Whether some visitors are on each side at some step.
    public var isSplit: Bool { shares.contains { $0 > 0 && $0 < 1 } }
}

/// One step of exposure.
public enum ExposureStep: Sendable, Hashable, CustomStringConvertible {
    /// 0...1
    case share(Double)
    /// Everything but the holdback.
    case open

    public var description: String {
        switch self {
        case .share(let share): PlanText.percent(share)
        case .open: "open"
        }
    }
}

extension Exposure: PlanRecord {
    static let title = "exposure"

    static func read(_ fields: inout Fields) -> Exposure {
        Exposure(
            by: fields.optional("by", .word, "What a visitor is assigned by."),
            steps: fields.list("steps", .exposureStep, "Growing shares: 5%, 25%, open."),
            dwell: fields.required("dwell", .duration, "The least time at a step."),
            holdback: fields.optional("holdback", .share, "The share that stays on the old side."),
            stable: fields.optional("stable", .flag, "Whether assignment survives restarts."),
            birthsOnly: fields.optional("births_only", .flag, "Whether only new births are routed."),
            decideWithin: fields.optional(
                "decide_within", .duration, "The time to decide a step; the dwell if absent."),
            position: fields.position)
    }
}
