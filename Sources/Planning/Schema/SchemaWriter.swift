import Foundation

/// Writes the records of a catalogue as one JSON Schema.
struct SchemaWriter {
    /// How much of a record must be said.
    private enum Strictness: Hashable {
        /// All that is required.
        case whole
        /// Only what differs; the record is found by where it stands.
        case change
        /// Only what differs; the record is found by its id.
        case changeByID
    }

    private struct Wanted: Hashable {
        let type: RecordType
        let strictness: Strictness
    }

    private let catalogue: RecordCatalogue
    private let form: PlanSchema.Form

    init(_ catalogue: RecordCatalogue, form: PlanSchema.Form) {
        self.catalogue = catalogue
        self.form = form
    }

    func document() -> SchemaValue {
        guard let root = catalogue.entries.first else { return .object([]) }
        let strictness: Strictness = form == .overlay ? .change : .whole
        var fields: [SchemaValue.Field] = [
            .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            .init("title", .text(form.title)), .init("description", .text(form.says)),
        ]
        fields += mapping(root, strictness, required: form == .plan ? nil : ["sluice"])
        let definitions = reachable(from: root, strictness).map { wanted, entry in
            SchemaValue.Field(key(wanted), .object(definition(entry, wanted.strictness)))
        }
        return .object(fields + [.init("$defs", .object(definitions))])
    }

    /// The records that the root leads to, each as whole or as changed as it can stand there, in the catalogue's order.
    private func reachable(
        from root: RecordCatalogue.Entry, _ strictness: Strictness
    ) -> [(Wanted, RecordCatalogue.Entry)] {
        var found: Set<Wanted> = []
        var open = [Wanted(type: root.type, strictness: strictness)]
        let entries = Dictionary(uniqueKeysWithValues: catalogue.entries.map { ($0.type, $0) })
        while let next = open.popLast() {
            for field in entries[next.type]?.fields ?? [] {
                guard let part = field.shape.record else { continue }
                let wanted = Wanted(type: part, strictness: self.strictness(of: field.shape, in: next.strictness))
                if found.insert(wanted).inserted { open.append(wanted) }
            }
        }
        return catalogue.entries.flatMap { entry in
            [Strictness.whole, .change, .changeByID].map { Wanted(type: entry.type, strictness: $0) }
                .filter(found.contains).map { ($0, entry) }
        }
    }

    private func definition(_ entry: RecordCatalogue.Entry, _ strictness: Strictness) -> [SchemaValue.Field] {
        [.init("title", .text(entry.name)), .init("description", .text(catalogue.purpose(of: entry)))]
            + mapping(entry, strictness, required: nil)
    }

    private func mapping(
        _ entry: RecordCatalogue.Entry, _ strictness: Strictness, required named: [String]?
    ) -> [SchemaValue.Field] {
        // An overlay includes nothing.
        let fields = entry.fields.filter { form != .overlay || entry.places.first != nil || $0.key != "include" }
        var properties = fields.map { SchemaValue.Field($0.key, .object(property($0, strictness))) }
        var required = fields.filter(\.isRequired).map(\.key)
        switch strictness {
        case .whole: break
        case .change: required = []
        case .changeByID:
            required = ["id"]
            properties.append(.init("removed", .object(Self.removed)))
        }
        return [.init("type", .text("object")), .init("properties", .object(properties))]
            + [SchemaValue.Field("required", .words(named ?? required))]
            + [.init("additionalProperties", .flag(false))] + (strictness == .changeByID ? Self.alone : [])
    }

    /// Flags are not listed as the only choice: older language servers stop completing at a choice that is no text.
    private static let removed: [SchemaValue.Field] = [
        .init("description", .text("Takes the part with this id out of the plan.")), .init("type", .text("boolean")),
        .init("not", .object([.init("enum", .list([.flag(false)]))])),
    ]

    /// A record that is removed says nothing else: its id and that.
    private static let alone: [SchemaValue.Field] = [
        .init("if", .object([.init("required", .words(["removed"]))])),
        .init("then", .object([.init("maxProperties", .whole(2))])),
    ]

    private func property(_ field: FieldShape, _ strictness: Strictness) -> [SchemaValue.Field] {
        let says: [SchemaValue.Field] = [
            .init("description", .text(field.says)), .init("markdownDescription", .text(markdown(field))),
        ]
        let value = value(field.shape, field, strictness)
        let isFixed = strictness == .whole || field.key == "sluice" || (strictness == .changeByID && field.key == "id")
        guard !isFixed else { return says + value }
        return says + [.init("anyOf", .list([.object(value), .object([.init("type", .text("null"))])]))]
    }

    private func value(_ shape: Shape, _ field: FieldShape, _ strictness: Strictness) -> [SchemaValue.Field] {
        switch shape {
        case .list(.record(let type)):
            let item = Wanted(type: type, strictness: self.strictness(of: shape, in: strictness))
            return [.init("type", .text("array")), .init("items", .object([reference(item)]))]
        case .list(let item):
            return [.init("type", .text("array")), .init("items", .object(value(item, field, .whole)))]
        case .record(let type):
            return [reference(Wanted(type: type, strictness: self.strictness(of: shape, in: strictness)))]
        case .text, .flag, .integer, .number, .choice:
            return ScalarSchema.fields(shape, expected: field.expected)
        }
    }

    /// A list of records without ids has nothing to merge by: an overlay replaces it, so its records are whole.
    private func strictness(of shape: Shape, in holder: Strictness) -> Strictness {
        guard holder != .whole, let type = shape.record else { return .whole }
        guard shape.isList else { return .change }
        return type.fields.contains { $0.key == "id" } ? .changeByID : .whole
    }

    private func reference(_ wanted: Wanted) -> SchemaValue.Field {
        .init("$ref", .text("#/$defs/\(key(wanted))"))
    }

    private func key(_ wanted: Wanted) -> String {
        let name = catalogue.name(of: wanted.type).split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
        return wanted.strictness == .whole || form != .overlay ? name : "\(name)-change"
    }

    /// What it says and what it holds; where a record stands, its own keys follow anyway.
    private func markdown(_ field: FieldShape) -> String {
        var text = field.says
        if field.shape.record == nil { text += "\n\nHolds \(catalogue.words(for: field) { name, _ in name })." }
        return text.replacingOccurrences(of: "*", with: "\\*")
    }
}
