import CYaml
// libyaml comes with Yams. Its events are composed here rather than by Yams.compose, which stops at the first duplicate
// key, compares keys by walking through all that aliases expand to, and reads values by how they look.
import Yams

/// Composes one YAML document into nodes with positions, within bounds. Never crashes on any bytes.
struct YAMLComposer {
    /// One file as values, and where its records stand.
    struct Document {
        let root: YAMLNode
        let records: [RecordSpan]
    }

    /// How much has been composed.
    private struct Amount {
        var values = 0
        /// Of text.
        var bytes = 0

        static func += (one: inout Self, other: Self) {
            one.values += other.values
            one.bytes += other.bytes
        }

        static func - (one: Self, other: Self) -> Self {
            Amount(values: one.values - other.values, bytes: one.bytes - other.bytes)
        }
    }

    private let bytes: [UInt8]
    private let file: String
    private let reading: Reading
    /// What a file is and how it begins, for a file with nothing in it.
    private let sort: (name: String, opening: String)
    /// What anchors name, and how much that is.
    private var anchors: [String: (node: YAMLNode, amount: Amount)] = [:]
    private var records: [RecordSpan] = []
    /// So far, with what aliases repeat.
    private var composed = Amount()
    private var aliased = Amount()
    /// Where the last text ended that was read for a value.
    private var end = RecordSpan.Place(1, 1)
    /// Set when reading cannot go on.
    private var isBroken = false

    private init(_ bytes: [UInt8], file: String, reading: Reading, sort: (name: String, opening: String)) {
        self.sort = sort
        self.bytes = bytes
        self.file = file
        self.reading = reading
    }

    /// The only document in `bytes`; nil when it is not readable, with the reason noted.
    static func compose(
        _ bytes: [UInt8], file: String, reading: Reading, sort: (name: String, opening: String) = ("plan", "sluice: 1")
    ) -> Document? {
        if let place = InvalidText.firstInvalid(bytes, file: file) {
            reading.note(.unreadable, "these bytes are not UTF-8", place, mend: "save the file as UTF-8")
            return nil
        }
        if let place = Directives.firstTooMany(bytes, file: file) {
            reading.note(
                .unreadable, "more than \(ReadingBounds.directives) lines begin with a percent sign", place,
                mend: "leave directives out: a plan needs none")
            return nil
        }
        var composer = YAMLComposer(bytes, file: file, reading: reading, sort: sort)
        let root = bytes.withUnsafeBufferPointer { buffer -> YAMLNode? in
            var parser = yaml_parser_t()
            guard yaml_parser_initialize(&parser) == 1 else { return nil }
            defer { yaml_parser_delete(&parser) }
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            return composer.document(&parser)
        }
        return root.map { Document(root: $0, records: composer.records) }
    }

    private mutating func document(_ parser: inout yaml_parser_t) -> YAMLNode? {
        var root: YAMLNode?
        while !isBroken, let event = next(&parser) {
            switch event.kind {
            case .streamEnd:
                if root == nil {
                    let start = Position(file: file, line: 1, column: 1)
                    refuse("the file holds no \(sort.name)", start, mend: "begin with `\(sort.opening)`")
                }
                return isBroken ? nil : root
            case .other:
                continue
            default:
                if root != nil {
                    refuse("a second document begins here", event.place, mend: "keep one plan in one document")
                    return nil
                }
                root = node(event, &parser, depth: 0)
            }
        }
        return nil
    }

    private mutating func node(_ event: Event, _ parser: inout yaml_parser_t, depth: Int) -> YAMLNode? {
        guard depth < ReadingBounds.nesting else {
            refuse(
                "values are nested more than \(ReadingBounds.nesting) deep", event.place,
                mend: "a plan needs no more than six levels")
            return nil
        }
        if event.hasTag {
            reading.note(
                .unreadable, "tags are not part of the plan's language", event.place, mend: "leave the tag out")
        }
        let before = composed
        guard count(Amount(values: 1), event.place) else { return nil }
        let made: YAMLNode?
        switch event.kind {
        case .alias(let name):
            return expand(name, event.place)
        case .scalar(let text):
            composed.bytes += text.utf8.count
            made = YAMLNode(content: .scalar(short(text, event.place)), position: event.place)
        case .nothing:
            made = YAMLNode(content: .nothing, position: event.place)
        case .sequence:
            made = sequence(event.place, &parser, depth: depth)
        case .mapping:
            made = mapping(event.place, &parser, depth: depth)
        case .end, .streamEnd, .other:
            made = nil
        }
        if let made, let anchor = event.anchor {
            anchors[anchor] = (made, composed - before)
            if anchors.count > ReadingBounds.anchors {
                refuse(
                    "a file has at most \(ReadingBounds.anchors) anchors", event.place,
                    mend: "leave out those that no alias names")
            }
        }
        return made
    }

    private mutating func sequence(_ place: Position, _ parser: inout yaml_parser_t, depth: Int) -> YAMLNode? {
        var items: [YAMLNode] = []
        while let event = next(&parser) {
            if case .end = event.kind { return YAMLNode(content: .sequence(items), position: place) }
            guard let item = node(event, &parser, depth: depth + 1) else { return nil }
            items.append(item)
        }
        return nil
    }

    private mutating func mapping(_ place: Position, _ parser: inout yaml_parser_t, depth: Int) -> YAMLNode? {
        var entries: [YAMLNode.Entry] = []
        var lines = KeyLines()
        while let event = next(&parser) {
            if case .end = event.kind {
                let made = YAMLNode(content: .mapping(entries), position: place)
                if let id = made.id {
                    let start = RecordSpan.Place(place.line, place.column)
                    records.append(RecordSpan(id: id.value, start: start, end: end))
                }
                return made
            }
            guard let key = node(event, &parser, depth: depth + 1), let valueEvent = next(&parser),
                let value = node(valueEvent, &parser, depth: depth + 1)
            else { return nil }
            guard case .scalar(let name) = key.content, name.utf8.count <= ReadingBounds.keyBytes else {
                reading.note(
                    .unreadable, "a key must be a word, not \(key.nature)", event.place, mend: "name the key")
                continue
            }
            if let first = lines.line(of: name, among: entries) {
                reading.note(
                    .duplicate, "the key `\(Excerpt.of(name))` was already given at line \(first)", event.place,
                    mend: "keep one of the two")
                continue
            }
            entries.append(YAMLNode.Entry(key: At(name, key.position), value: value))
        }
        return nil
    }

    private mutating func expand(_ name: String, _ place: Position) -> YAMLNode? {
        guard let anchored = anchors[name] else {
            refuse("the alias `*\(Excerpt.of(name))` names no anchor before it", place, mend: "write the value out")
            return nil
        }
        aliased += anchored.amount
        guard aliased.values <= ReadingBounds.aliasedNodes, aliased.bytes <= ReadingBounds.aliasedBytes else {
            refuse(
                "aliases expand to more than \(ReadingBounds.aliasedNodes) values or \(ReadingBounds.aliasedBytes) bytes",
                place, mend: "write values out, or repeat less")
            return nil
        }
        // The alias itself was counted as one value.
        return count(anchored.amount - Amount(values: 1), place) ? anchored.node : nil
    }

    /// Counts what is composed; false when it is too much.
    private mutating func count(_ more: Amount, _ place: Position) -> Bool {
        composed += more
        reading.values += more.values
        guard reading.values <= ReadingBounds.values else {
            refuse(
                "a plan has at most \(ReadingBounds.values) values in all its files", place,
                mend: "keep data out of the plan")
            return false
        }
        return true
    }

    /// A text that is not too long; none in the place of one that is.
    private func short(_ text: String, _ place: Position) -> String {
        guard text.utf8.count > ReadingBounds.textBytes else { return text }
        reading.note(
            .unreadable, "a text of \(text.utf8.count) bytes; at most \(ReadingBounds.textBytes) are taken", place,
            mend: "keep data out of the plan")
        return ""
    }

    /// The next event; nil when the text is not YAML, with the reason noted.
    private mutating func next(_ parser: inout yaml_parser_t) -> Event? {
        guard !isBroken else { return nil }
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else {
            let problem = parser.problem.map { String(cString: $0) } ?? "the text ends too early"
            let context = parser.context.map { " \(String(cString: $0))" } ?? ""
            let mend = "look at the indentation, quotes and brackets here and just before"
            let place =
                parser.error == YAML_READER_ERROR
                ? InvalidText.place(of: Int(parser.problem_offset), in: bytes, file: file)
                : Position(
                    file: file, line: Int(parser.problem_mark.line) + 1, column: Int(parser.problem_mark.column) + 1)
            refuse("this is not YAML: \(problem)\(context)", place, mend: mend)
            return nil
        }
        defer { yaml_event_delete(&event) }
        let read = Event(event, file: file)
        if let end = read.end { self.end = end }
        return read
    }

    private mutating func refuse(_ message: String, _ place: Position, mend: String) {
        guard !isBroken else { return }
        isBroken = true
        reading.note(.unreadable, message, place, mend: mend)
    }
}
