/// A way through the store that matters, as ordered steps matched on requests.
public struct Flow: Sendable {
    public typealias ID = Identifier<Flow>

    /// Ways through a checkout besides the one where all goes well.
    public enum Path: String, Sendable, CaseIterable {
        case refund, cancel, guest
        case asyncPayment = "async-payment"
    }

    public let id: At<ID>
    public let critical: At<Bool>?
    public let inFlight: At<AuthorityMove.Handover>?
    public let steps: [FlowStep]
    /// The step that means the flow was completed.
    public let success: At<FlowStep.ID>?
    public let paths: [At<String>]
    public let reads: [At<Entity.ID>]
    public let writes: [At<Entity.ID>]
    /// Ways besides the one where all goes well that this flow is watched on.
    public let covers: [At<Path>]
    /// Such ways that the store does not have.
    public let lacks: [At<Path>]
    public let volume: Volume?

    public var isCritical: Bool { critical?.value ?? false }
}

/// One step of a flow: requests whose path begins with, or is, `path`.
public struct FlowStep: Sendable {
    public typealias ID = Identifier<FlowStep>

    public let id: At<ID>
    public let path: At<String>
    public let exact: At<Bool>?
    /// Whether the part of the path after `path` names a variant, as in `pay.card`.
    public let variant: At<Bool>?
    /// What a freeze makes of it while a unit changes hands.
    public let freeze: At<Freeze>?

    public enum Freeze: String, Sendable, CaseIterable {
        /// A checkout begins here: refused first.
        case starts
        /// A payment under way ends here, such as a return or a webhook: held, never refused before the pause is over.
        case finishes
    }

    public var isExact: Bool { exact?.value ?? false }
    public var hasVariants: Bool { variant?.value ?? false }
}

extension Flow: PlanRecord {
    static let title = "flow"

    static func read(_ fields: inout Fields) -> Flow {
        Flow(
            id: fields.required("id", .identifier(), "How the rest of the plan names this flow."),
            critical: fields.optional("critical", .flag, "Whether the store loses money when it stops."),
            inFlight: fields.optional(
                "in_flight", .choice(AuthorityMove.Handover.self), "What becomes of those under way at a change."),
            steps: fields.records("steps", FlowStep.self, "The steps, in order."),
            success: fields.optional("success", .identifier(), "The step that means it was completed."),
            paths: fields.list("paths", .word, "Variants that are watched one by one."),
            reads: fields.list("reads", .identifier(), "Entities it reads."),
            writes: fields.list("writes", .identifier(), "Entities it writes."),
            covers: fields.list("covers", .choice(Path.self), "Ways besides the good one that are watched."),
            lacks: fields.list("lacks", .choice(Path.self), "Such ways that the store does not have."),
            volume: fields.record("volume", Volume.self, "Measured traffic through it."))
    }
}

extension FlowStep: PlanRecord {
    static let title = "flow step"

    static func read(_ fields: inout Fields) -> FlowStep {
        FlowStep(
            id: fields.required("id", .identifier(), "The step's name within its flow."),
            path: fields.required("path", .path, "The beginning of the request's path."),
            exact: fields.optional("exact", .flag, "Whether the path must be exactly this."),
            variant: fields.optional("variant", .flag, "Whether the rest of the path names a variant."),
            freeze: fields.optional(
                "freeze", .choice(Freeze.self), "Whether a checkout starts here, or finishes, for a hand over's freeze."
            ))
    }
}
