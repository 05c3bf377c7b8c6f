import CYaml
// libyaml comes with Yams. Its events are composed here rather than by Yams.compose, which stops at the first duplicate
// key, compares keys by walking through all that aliases expand to, and reads values by how they look.
import Yams

/// Composes one YAML document into nodes with positions, within bounds. Never crashes on any bytes.
struct YAMLComposer {
    private let bytes: [UInt8]
    private let file: String
    private let reading: Reading
    private var anchors: [String: YAMLNode] = [:]
    private var aliased = 0
    /// Set when reading cannot go on.
    private var isBroken = false

    private init(_ bytes: [UInt8], file: String, reading: Reading) {
        self.bytes = bytes
        self.file = file
        self.reading = reading
    }

    /// The root of the only document in `bytes`; nil when it is not readable, with the reason noted.
    static func compose(_ bytes: [UInt8], file: String, reading: Reading) -> YAMLNode? {
        if let place = InvalidText.firstInvalid(bytes, file: file) {
            reading.note(.unreadable, "these bytes are not UTF-8", place, mend: "save the file as UTF-8")
            return nil
        }
        var composer = YAMLComposer(bytes, file: file, reading: reading)
        return bytes.withUnsafeBufferPointer { buffer in
            var parser = yaml_parser_t()
            guard yaml_parser_initialize(&parser) == 1 else { return nil }
            defer { yaml_parser_delete(&parser) }
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            return composer.document(&parser)
        }
    }

    private mutating func document(_ parser: inout yaml_parser_t) -> YAMLNode? {
        var root: YAMLNode?
        while !isBroken, let event = next(&parser) {
            switch event {
            case .streamEnd:
                if root == nil {
                    let start = Position(file: file, line: 1, column: 1)
                    refuse("the file holds no plan", start, mend: "begin with `sluice: 1`")
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
        let made: YAMLNode?
        switch event {
        case .alias(let name, let place):
            return expand(name, place)
        case .scalar(let text, _, _, let place):
            made = YAMLNode(content: .scalar(text), position: place, weight: 1)
        case .sequence(_, _, let place):
            made = sequence(place, &parser, depth: depth)
        case .mapping(_, _, let place):
            made = mapping(place, &parser, depth: depth)
        case .end, .streamEnd, .other:
            made = nil
        }
        if let made, let anchor = event.anchor { anchors[anchor] = made }
        return made
    }

    private mutating func sequence(_ place: Position, _ parser: inout yaml_parser_t, depth: Int) -> YAMLNode? {
        var items: [YAMLNode] = []
        var weight = 1
        while let event = next(&parser) {
            if case .end = event { return YAMLNode(content: .sequence(items), position: place, weight: weight) }
            guard let item = node(event, &parser, depth: depth + 1) else { return nil }
            weight += item.weight
            items.append(item)
        }
        return nil
    }

    private mutating func mapping(_ place: Position, _ parser: inout yaml_parser_t, depth: Int) -> YAMLNode? {
        var entries: [YAMLNode.Entry] = []
        var seen: [String: Position] = [:]
        var weight = 1
        while let event = next(&parser) {
            if case .end = event { return YAMLNode(content: .mapping(entries), position: place, weight: weight) }
            guard let key = node(event, &parser, depth: depth + 1), let valueEvent = next(&parser),
                let value = node(valueEvent, &parser, depth: depth + 1)
            else { return nil }
            weight += key.weight + value.weight
            guard case .scalar(let name) = key.content else {
                reading.note(.unreadable, "a key must be a word, not \(key.nature)", key.position, mend: "name the key")
                continue
            }
            if let first = seen[name] {
                reading.note(
                    .duplicate, "the key `\(name)` was already given at line \(first.line)", event.place,
                    mend: "keep one of the two")
                continue
            }
            seen[name] = key.position
            entries.append(YAMLNode.Entry(key: At(name, key.position), value: value))
        }
        return nil
    }

    private mutating func expand(_ name: String, _ place: Position) -> YAMLNode? {
        guard let node = anchors[name] else {
            refuse("the alias `*\(name)` names no anchor before it", place, mend: "write the value out")
            return nil
        }
        aliased += node.weight
        guard aliased <= ReadingBounds.aliasedNodes else {
            refuse(
                "aliases expand to more than \(ReadingBounds.aliasedNodes) values", place,
                mend: "write values out, or repeat less")
            return nil
        }
        return node
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
        return Event(event, file: file)
    }

    private mutating func refuse(_ message: String, _ place: Position, mend: String) {
        guard !isBroken else { return }
        isBroken = true
        reading.note(.unreadable, message, place, mend: mend)
    }
}
