/// One field of a record as the plan's language knows it.
struct FieldShape: Sendable, Hashable {
    let key: String
    let shape: Shape
    /// What a value looks like, in words: completes "expected …". The record's title where records stand.
    let expected: String
    let isRequired: Bool
    let says: String
}

/// The fields of one mapping while its record asks for them. What is asked for is what is known; whatever else stands
/// in the mapping is refused when the record is done.
struct Fields {
    let position: Position
    private let title: String
    private let entries: Entries
    private let reading: Reading
    /// Whether missing keys are worth a word: not when nothing is read, or when the mapping itself was wrong.
    private let isSilent: Bool
    private(set) var asked: [FieldShape] = []

    private init(_ title: String, entries: [YAMLNode.Entry], position: Position, reading: Reading, isSilent: Bool) {
        self.title = title
        self.position = position
        self.reading = reading
        self.isSilent = isSilent
        self.entries = Entries(all: entries)
    }

    /// The record that stands in `node`; nil when it is no mapping, which is noted.
    /// Nil also when as much is wrong as will be told: then reading on would only take time.
    static func read<Record: PlanRecord>(_ record: Record.Type, from node: YAMLNode, _ reading: Reading) -> Record? {
        guard !reading.isFull else { return nil }
        guard case .mapping(let entries) = node.content else {
            reading.note(
                .wrongValue, "expected a \(Record.title) with named fields, found \(node.nature)", node.position,
                mend: "write it as `key: value`; its keys are \(known(record).joined(separator: ", "))")
            return nil
        }
        var fields = Fields(
            Record.title, entries: entries, position: node.position, reading: reading, isSilent: false)
        reading.recorder?.begin(node.position, isList: false)
        let made = Record.read(&fields)
        reading.recorder?.end()
        fields.refuseUnknown()
        return made
    }

    /// The fields that a record knows, in the order it asks for them.
    static func describe<Record: PlanRecord>(_ record: Record.Type) -> [FieldShape] {
        blank(record).fields.asked
    }

    private static func known<Record: PlanRecord>(_ record: Record.Type) -> [String] {
        describe(record).map(\.key)
    }

    private static func blank<Record: PlanRecord>(_ record: Record.Type) -> (record: Record, fields: Fields) {
        let nowhere = Position(file: "", line: 0, column: 0)
        var fields = Fields(Record.title, entries: [], position: nowhere, reading: Reading(), isSilent: true)
        let made = Record.read(&fields)
        return (made, fields)
    }

    mutating func required<Value>(_ key: String, _ kind: Kind<Value>, _ says: String) -> At<Value> {
        if let found = value(key, kind, says, isRequired: true) { return found }
        return At(kind.placeholder, position)
    }

    mutating func optional<Value>(_ key: String, _ kind: Kind<Value>, _ says: String) -> At<Value>? {
        value(key, kind, says, isRequired: false)
    }

    /// The values of a list; none when the key is absent.
    mutating func list<Value>(_ key: String, _ kind: Kind<Value>, _ says: String) -> [At<Value>] {
        ask(key, .list(kind.shape), kind.expected, isRequired: false, says)
        return listed(key) { scalar($0, kind, key) }
    }

    /// The records of a list; none when the key is absent.
    mutating func records<Record: PlanRecord>(_ key: String, _ type: Record.Type, _ says: String) -> [Record] {
        ask(key, .list(.record(RecordType(type))), Record.title, isRequired: false, says)
        return listed(key) { Fields.read(type, from: $0, reading) }
    }

    mutating func record<Record: PlanRecord>(_ key: String, _ type: Record.Type, _ says: String) -> Record? {
        ask(key, .record(RecordType(type)), Record.title, isRequired: false, says)
        reading.recorder?.name(key)
        return entries[key].flatMap { Fields.read(type, from: $0, reading) }
    }

    mutating func requiredRecord<Record: PlanRecord>(_ key: String, _ type: Record.Type, _ says: String) -> Record {
        ask(key, .record(RecordType(type)), Record.title, isRequired: true, says)
        reading.recorder?.name(key)
        if let node = entries[key] {
            if let found = Fields.read(type, from: node, reading) { return found }
        } else {
            noteMissing(key, says)
        }
        return Fields.blank(type).record
    }

    private mutating func ask(_ key: String, _ shape: Shape, _ expected: String, isRequired: Bool, _ says: String) {
        asked.append(FieldShape(key: key, shape: shape, expected: expected, isRequired: isRequired, says: says))
    }

    private mutating func value<Value>(
        _ key: String, _ kind: Kind<Value>, _ says: String, isRequired: Bool
    ) -> At<Value>? {
        ask(key, kind.shape, kind.expected, isRequired: isRequired, says)
        guard let node = entries[key] else {
            if isRequired { noteMissing(key, says) }
            return nil
        }
        reading.recorder?.name(key)
        return scalar(node, kind, key)
    }

    private func scalar<Value>(_ node: YAMLNode, _ kind: Kind<Value>, _ key: String) -> At<Value>? {
        if case .scalar(let text) = node.content, let value = kind.read(text) {
            reading.recorder?.add(text, read: value, node.position)
            return At(value, node.position)
        }
        let found = kind.isShown ? node.nature : "something else, which is not shown"
        reading.note(
            .wrongValue, "`\(key)` of this \(title): expected \(kind.expected), found \(found)", node.position,
            mend: mend(node, kind))
        return nil
    }

    private func mend<Value>(_ node: YAMLNode, _ kind: Kind<Value>) -> String {
        if case .choice(let words) = kind.shape, case .scalar(let text) = node.content,
            let nearest = NearestKey.nearest(to: text, among: words)
        {
            return "write `\(nearest)`"
        }
        return "write \(kind.expected)"
    }

    /// What becomes of the items of a list.
    private func listed<Made>(_ key: String, _ make: (YAMLNode) -> Made?) -> [Made] {
        reading.recorder?.name(key)
        reading.recorder?.begin(entries[key]?.position ?? position, isList: true)
        defer { reading.recorder?.end() }
        return items(key).compactMap(make)
    }

    private func items(_ key: String) -> [YAMLNode] {
        guard let node = entries[key], !reading.isFull else { return [] }
        if case .sequence(let items) = node.content { return items }
        reading.note(
            .wrongValue, "`\(key)` of this \(title): expected a list, found \(node.nature)", node.position,
            mend: "write a list: [one, two], or lines that begin with a dash; [] for none")
        return []
    }

    private func noteMissing(_ key: String, _ says: String) {
        guard !isSilent else { return }
        reading.note(.missingKey, "this \(title) has no `\(key)`", position, mend: "add `\(key)`: \(says)")
    }

    private func refuseUnknown() {
        let known = asked.map(\.key)
        for key in entries.all.lazy.map(\.key) where !known.contains(key.value) {
            if reading.isFull { return }
            let nearest = NearestKey.nearest(to: key.value, among: known)
            reading.note(
                .unknownKey,
                "a \(title) has no key `\(Excerpt.of(key.value))`" + (nearest.map { "; did you mean `\($0)`?" } ?? ""),
                key.position,
                mend: nearest.map { "write `\($0)`, or remove the line" }
                    ?? "remove it; known keys are \(known.joined(separator: ", "))")
        }
    }
}

/// The entries of a mapping by key. A record asks for some thirty keys at most, so looking through the entries takes
/// time in proportion to them, and no memory.
private struct Entries {
    let all: [YAMLNode.Entry]

    subscript(key: String) -> YAMLNode? { all.first { $0.key.value == key }?.value }
}
