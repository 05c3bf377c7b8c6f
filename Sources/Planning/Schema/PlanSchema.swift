/// The JSON Schema (draft 2020-12) of the plan's language, made from what the model says of itself, so that an editor
/// with a YAML language server completes, explains and checks a plan while it is written.
///
///     print(PlanSchema.json())             // a whole plan
///     print(PlanSchema.json(.overlay))     // what changes it for one environment
///
/// It says of shape what JSON Schema can say. References, circles and calendar dates that do not exist stay with
/// ``PlanReader``, safety with ``PlanCheck``.
public enum PlanSchema {
    /// Which sort of file is described.
    public enum Form: String, Sendable, CaseIterable {
        /// A plan, or the first of its files.
        case plan
        /// A file that a plan includes: it has no name of its own.
        case part
        /// A file merged over a plan: says only what differs.
        case overlay

        /// The file under which this repository ships it, in its folder `Docs`.
        public var fileName: String { self == .plan ? "plan.schema.json" : "plan-\(rawValue).schema.json" }

        var title: String {
            switch self {
            case .plan: "A sluice plan"
            case .part: "A file that a sluice plan includes"
            case .overlay: "An overlay over a sluice plan"
            }
        }

        var says: String {
            switch self {
            case .plan: "A migration as its people wrote it down. Its first key is `sluice: 1`."
            case .part: "A part of a plan, named under `include`. Lists of several files are joined."
            case .overlay:
                "What differs from a plan in one environment. Lists of parts with ids merge by id; `~` removes a key, "
                    + "`removed: true` a part; every other list is replaced whole."
            }
        }
    }

    /// The schema as JSON text with a line feed at its end; the same text each time.
    public static func json(_ form: Form = .plan) -> String {
        SchemaWriter(.plan, form: form).document().text() + "\n"
    }
}
