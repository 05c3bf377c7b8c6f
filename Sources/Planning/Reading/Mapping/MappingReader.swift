/// Reads a mapping that stands in a file of its own.
///
///     let mapping = try MappingReader.read(path: "orders.map.yaml")
///
/// It is refused as a plan is: every problem at once, each with its place, what was expected and what to write instead.
public enum MappingReader {
    /// - Throws: ``PlanningError/refused(_:)`` with every problem found.
    public static func read(path: String) throws(PlanningError) -> MappingFile {
        let bytes: [UInt8]
        do throws(PlanFolder.Refusal) {
            bytes = try PlanFolder.bytes(at: path, room: ReadingBounds.bytes)
        } catch {
            throw refused(error, path)
        }
        return try read(bytes, named: path, Reading())
    }

    /// Reads a mapping from its text.
    public static func read(text: String, named name: String = "mapping.yaml") throws(PlanningError) -> MappingFile {
        try read(bytes: Array(text.utf8), named: name)
    }

    /// Reads a mapping from its bytes, whatever they are.
    public static func read(bytes: [UInt8], named name: String = "mapping.yaml") throws(PlanningError) -> MappingFile {
        guard bytes.count <= ReadingBounds.bytes else { throw refused(.tooLarge, name) }
        return try read(bytes, named: name, Reading())
    }

    private static func read(
        _ bytes: [UInt8], named name: String, _ reading: Reading
    ) throws(PlanningError) -> MappingFile {
        let document = document(bytes, named: name, reading)
        let file = document.flatMap { Fields.read(MappingFile.self, from: $0.root, reading) }
        if let file, !reading.has(.wrongValue), !reading.isFull { MappingCheck(reading, plan: nil).check(file) }
        guard let file, reading.findings.isEmpty else { throw .refused(reading.findings.sortedByPosition()) }
        return file
    }

    private static func refused(_ refusal: PlanFolder.Refusal, _ path: String) -> PlanningError {
        let reading = Reading()
        reading.note(.wrongFile, refusal.why, Position(file: path, line: 1, column: 1), mend: refusal.mend)
        return .refused(reading.findings)
    }

    /// The document of a mapping file; nil when it is none, which is noted.
    static func document(_ bytes: [UInt8], named name: String, _ reading: Reading) -> YAMLComposer.Document? {
        let sort = ("mapping", "\(MappingFile.firstKey): 1")
        guard let document = YAMLComposer.compose(bytes, file: name, reading: reading, sort: sort) else { return nil }
        guard case .mapping(let found) = document.root.content, found.first?.key.value == MappingFile.firstKey else {
            reading.note(
                .unreadable, "a mapping's first key is `\(MappingFile.firstKey)`, the version of its language",
                document.root.position, mend: "begin the file with `\(MappingFile.firstKey): 1`")
            return nil
        }
        return document
    }

    /// What a mapping file says in place of a plan's own lines: its entries without the first, and without such as it
    /// does not know, which are noted.
    static func entries(of root: YAMLNode, _ reading: Reading) -> [YAMLNode.Entry] {
        guard case .mapping(let found) = root.content else { return [] }
        let known = Fields.describe(MappingFile.self).map(\.key)
        return found.filter { entry in
            if entry.key.value == MappingFile.firstKey {
                if case .scalar(let text) = entry.value.content, Kind.version.read(text) != nil { return false }
                reading.note(
                    .wrongValue, "expected version 1, found \(entry.value.nature)", entry.value.position,
                    mend: "write `\(MappingFile.firstKey): 1`")
                return false
            }
            guard !known.contains(entry.key.value) else { return true }
            let nearest = NearestKey.nearest(to: entry.key.value, among: known)
            reading.note(
                .unknownKey,
                "a mapping file has no key `\(Excerpt.of(entry.key.value))`"
                    + (nearest.map { "; did you mean `\($0)`?" } ?? ""), entry.key.position,
                mend: nearest.map { "write `\($0)`, or remove the line" }
                    ?? "remove it; known keys are \(known.joined(separator: ", "))")
            return false
        }
    }
}

extension YAMLNode {
    /// The same with what stands under `key` replaced, where there is such a key.
    func replacing(_ key: String, with change: (YAMLNode) -> YAMLNode) -> YAMLNode {
        guard case .mapping(let entries) = content else { return self }
        let changed = entries.map { $0.key.value == key ? Entry(key: $0.key, value: change($0.value)) : $0 }
        return YAMLNode(content: .mapping(changed), position: position)
    }

    /// The same with more entries: lists of the same name are joined, anything else may be said once.
    func joined(with more: [Entry], _ reading: Reading) -> YAMLNode {
        guard case .mapping(var entries) = content else { return self }
        for entry in more {
            guard let place = entries.firstIndex(where: { $0.key.value == entry.key.value }) else {
                entries.append(entry)
                continue
            }
            if case .sequence(let first) = entries[place].value.content, case .sequence(let rest) = entry.value.content
            {
                let both = YAMLNode(content: .sequence(first + rest), position: entries[place].value.position)
                entries[place] = Entry(key: entries[place].key, value: both)
            } else {
                reading.note(
                    .duplicate,
                    "the key `\(Excerpt.of(entry.key.value))` was already given at \(entries[place].key.position)",
                    entry.key.position, mend: "say it in the plan or in the mapping file; only lists are joined")
            }
        }
        return YAMLNode(content: .mapping(entries), position: position)
    }
}
