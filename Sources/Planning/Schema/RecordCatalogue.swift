/// Every sort of record that a plan can hold, found by walking from the plan through what each record says of itself.
struct RecordCatalogue {
    struct Entry {
        let type: RecordType
        /// The title, with the type's name after it where two sorts share one.
        let name: String
        let fields: [FieldShape]
        /// The fields that hold such a record, in the order of the walk; none for the plan itself.
        let places: [Place]

        /// Whether it is told from others of its list by an id.
        var hasID: Bool { fields.contains { $0.key == "id" } }
    }

    struct Place: Hashable {
        let holder: RecordType
        let field: FieldShape
    }

    /// In the order of the model: a record's own parts come right after it.
    let entries: [Entry]
    private let names: [RecordType: String]

    /// Everything that can stand in a plan.
    static let plan = RecordCatalogue(from: RecordType(Plan.self))

    init(from root: RecordType) {
        var walk = Walk()
        walk.visit(root)
        let types = walk.types
        let titles = Dictionary(grouping: types, by: \.title)
        let names = types.map { type in
            (type, titles[type.title, default: []].count == 1 ? type.title : "\(type.title) (\(type.name))")
        }
        self.names = Dictionary(uniqueKeysWithValues: names)
        entries = names.map { type, name in
            Entry(
                type: type, name: name, fields: walk.fields[type, default: []], places: walk.places[type, default: []])
        }
    }

    func name(of type: RecordType) -> String { names[type] ?? type.title }

    private struct Walk {
        var types: [RecordType] = []
        var fields: [RecordType: [FieldShape]] = [:]
        var places: [RecordType: [Place]] = [:]

        mutating func visit(_ type: RecordType) {
            guard fields[type] == nil else { return }
            let asked = type.fields
            types.append(type)
            fields[type] = asked
            for field in asked {
                guard let part = field.shape.record else { continue }
                places[part, default: []].append(Place(holder: type, field: field))
                visit(part)
            }
        }
    }
}

extension Shape {
    /// The sort of record that stands here, alone or in a list.
    var record: RecordType? {
        switch self {
        case .record(let type): type
        case .list(let item): item.record
        case .text, .flag, .integer, .number, .choice: nil
        }
    }

    var isList: Bool {
        if case .list = self { true } else { false }
    }
}
