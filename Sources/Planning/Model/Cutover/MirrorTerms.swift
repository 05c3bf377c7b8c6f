/// Requests that are copied to the new side while the old one answers them.
public struct MirrorTerms: Sendable {
    public let flows: [At<Flow.ID>]
    /// 0...1
    public let share: At<Double>?
    /// Where effects of copied requests end instead of in the world.
    public let sink: At<String>?
    /// How personal data is made unreadable in the copies.
    public let masking: At<String>?
    public let position: Position
}

extension MirrorTerms: PlanRecord {
    static let title = "mirror"

    static func read(_ fields: inout Fields) -> MirrorTerms {
        MirrorTerms(
            flows: fields.list("flows", .identifier(), "The flows whose requests are copied."),
            share: fields.optional("share", .share, "The share of requests that is copied."),
            sink: fields.optional("sink", .text, "Where effects of copied requests end."),
            masking: fields.optional("masking", .text, "How personal data is hidden in the copies."),
            position: fields.position)
    }
}
