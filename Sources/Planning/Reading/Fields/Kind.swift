/// What a field may hold, for messages and for the schema.
indirect enum Shape: Sendable, Hashable {
    case text(pattern: String?)
    case flag
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case choice([String])
    case list(Shape)
    case record(RecordType)
}

/// A sort of record, by which its fields can be asked for without one.
struct RecordType: Sendable, Hashable {
    let title: String
    /// The name of the Swift type, which tells two sorts of one title apart.
    let name: String
    private let identity: ObjectIdentifier
    private let describe: @Sendable () -> [FieldShape]

    init<Record: PlanRecord>(_ type: Record.Type) {
        title = Record.title
        name = String(describing: type)
        identity = ObjectIdentifier(type)
        describe = { Fields.describe(Record.self) }
    }

    var fields: [FieldShape] { describe() }

    static func == (one: Self, other: Self) -> Bool { one.identity == other.identity }
    func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}

/// How one sort of value is read from text: what it looks like, and what it becomes.
struct Kind<Value: Sendable>: Sendable {
    /// What was expected, in words: completes "expected …".
    let expected: String
    let shape: Shape
    /// Stands where a required value could not be read; never leaves the reader, for then the plan is refused.
    let placeholder: Value
    /// Whether what was written instead may be shown: not where it may be a secret.
    let isShown: Bool
    let read: @Sendable (String) -> Value?

    init(
        _ expected: String, shape: Shape, placeholder: Value, isShown: Bool = true,
        read: @escaping @Sendable (String) -> Value?
    ) {
        self.isShown = isShown
        self.expected = expected
        self.shape = shape
        self.placeholder = placeholder
        self.read = read
    }

    /// A value written as text of a certain form.
    init(
        _ expected: String, pattern: String, placeholder: Value, isShown: Bool = true,
        read: @escaping @Sendable (String) -> Value?
    ) {
        self.init(expected, shape: .text(pattern: pattern), placeholder: placeholder, isShown: isShown, read: read)
    }
}

/// A part of the plan made of named fields. `read` is the one place that knows its keys: given a mapping it reads
/// them, given none it only says which there are.
protocol PlanRecord: Sendable {
    static var title: String { get }
    static func read(_ fields: inout Fields) -> Self
}
