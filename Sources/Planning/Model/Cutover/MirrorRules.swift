/// How the answers of both sides to the same read are compared.
public struct MirrorRules: Sendable {
    /// The headers that matter; a list of our own when empty.
    public let headers: [At<String>]
    /// Beginnings of paths that are never repeated.
    public let never: [At<String>]
    /// Parameters of queries that are left out.
    public let secretParameters: [At<String>]
    public let normalise: [MirrorNormalisation]
    public let position: Position
}

/// Something in a body that may differ.
public struct MirrorNormalisation: Sendable {
    /// What stands between two texts is dropped.
    public let after: At<String>?
    public let before: At<String>?
    /// The values of attributes of this name are dropped.
    public let attribute: At<String>?
    public let position: Position
}

extension MirrorRules: PlanRecord {
    static let title = "mirror rules"

    static func read(_ fields: inout Fields) -> MirrorRules {
        MirrorRules(
            headers: fields.list("headers", .word, "The headers that matter."),
            never: fields.list("never", .path, "Beginnings of paths that are never repeated."),
            secretParameters: fields.list("secret_parameters", .word, "Parameters of queries that are left out."),
            normalise: fields.records("normalise", MirrorNormalisation.self, "What in a body may differ."),
            position: fields.position)
    }
}

extension MirrorNormalisation: PlanRecord {
    static let title = "normalisation"

    static func read(_ fields: inout Fields) -> MirrorNormalisation {
        MirrorNormalisation(
            after: fields.optional("after", .text, "What stands after this text, up to `before`, is dropped."),
            before: fields.optional("before", .text, "Where what is dropped ends."),
            attribute: fields.optional("attribute", .word, "Values of attributes of this name are dropped."),
            position: fields.position)
    }
}
