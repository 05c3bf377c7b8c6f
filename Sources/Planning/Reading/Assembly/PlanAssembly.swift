/// Puts the files of a plan together into one mapping: lists of the same name are joined in the order of the files,
/// everything else may be said once. Overlays are then merged over it, one after the other.
struct PlanAssembly {
    private let reading: Reading
    private let folder: PlanFolder?
    private var entries: [YAMLNode.Entry] = []
    private var places: [String: Int] = [:]
    private var room = ReadingBounds.bytes
    /// Every file that was opened, in order.
    private(set) var files: [PlanFile] = []
    private(set) var records = RecordMap()
    /// Unset when a file could not be had without which the plan would be another one.
    private var isWhole = true

    /// Without a folder, includes and overlays of environments are refused.
    init(folder: PlanFolder?, reading: Reading) {
        self.folder = folder
        self.reading = reading
    }

    /// The whole plan as one mapping, which begins where its first file does; nil when a file could not be read.
    var root: YAMLNode? {
        guard isWhole, let first = files.first, !reading.has(.unreadable) else { return nil }
        return YAMLNode(content: .mapping(entries), position: Position(file: first.path, line: 1, column: 1))
    }

    /// Takes in the first file and all that it includes.
    mutating func begin(_ bytes: [UInt8], named name: String) { add(bytes, named: name, depth: 0) }

    private mutating func add(_ bytes: [UInt8], named name: String, depth: Int) {
        guard let found = open(bytes, named: name) else { return }
        for entry in found where depth == 0 || !["sluice", "include"].contains(entry.key.value) { join(entry) }
        // Of the first file the model asks for the version itself.
        if depth > 0 { checkVersion(found[0].value) }
        guard let includes = found.first(where: { $0.key.value == "include" })?.value,
            case .sequence(let items) = includes.content
        else { return }
        for item in items { include(item, depth: depth + 1) }
    }

    /// The entries of one more file; nil when it is not one of a plan. Never empty.
    private mutating func open(_ bytes: [UInt8], named name: String) -> [YAMLNode.Entry]? {
        room -= bytes.count
        files.append(PlanFile(path: name, bytes: bytes))
        guard let document = YAMLComposer.compose(bytes, file: name, reading: reading) else { return nil }
        guard case .mapping(let found) = document.root.content, let first = found.first, first.key.value == "sluice"
        else {
            reading.note(
                .unreadable, "a plan's first key is `sluice`, the version of its language", document.root.position,
                mend: "begin the file with `sluice: 1`")
            return nil
        }
        records.add(document.records, of: name)
        return found
    }

    private func checkVersion(_ version: YAMLNode) {
        if case .scalar(let text) = version.content, Kind.version.read(text) != nil { return }
        reading.note(
            .wrongValue, "expected version 1, found \(version.nature)", version.position, mend: "write `sluice: 1`")
    }

    private mutating func include(_ node: YAMLNode, depth: Int) {
        guard !reading.isFull, case .scalar(let path) = node.content else { return }
        do throws(PlanFolder.Refusal) {
            let file = try fromFolder(path, depth: depth)
            add(file.bytes, named: file.name, depth: depth)
        } catch {
            reading.note(
                .wrongFile, "`\(Excerpt.of(path))` cannot be included: \(error.why)", node.position, mend: error.mend)
        }
    }

    private mutating func join(_ entry: YAMLNode.Entry) {
        let key = entry.key.value
        guard let place = places[key] else {
            places[key] = entries.count
            entries.append(entry)
            return
        }
        let before = entries[place]
        if case .sequence(let first) = before.value.content, case .sequence(let more) = entry.value.content {
            let both = YAMLNode(content: .sequence(first + more), position: before.value.position)
            entries[place] = YAMLNode.Entry(key: before.key, value: both)
        } else {
            reading.note(
                .duplicate, "the key `\(Excerpt.of(key))` was already given at \(before.key.position)",
                entry.key.position, mend: "say it in one file; only lists are joined")
        }
    }
}

extension PlanAssembly {
    /// Puts what mapping files say into the records that name them, as if it stood there.
    mutating func takeInMappings() {
        guard isWhole, !reading.has(.unreadable) else { return }
        for place in entries.indices where entries[place].key.value == "entities" {
            guard case .sequence(let entities) = entries[place].value.content else { continue }
            let mapped = entities.map { entity in
                entity.replacing("reconcile") { terms in
                    guard let map = terms.value(of: "map"), case .scalar(let path) = map.content else { return terms }
                    return mapping(path, map.position).map { terms.joined(with: $0, reading) } ?? terms
                }
            }
            let value = YAMLNode(content: .sequence(mapped), position: entries[place].value.position)
            entries[place] = YAMLNode.Entry(key: entries[place].key, value: value)
        }
    }

    /// The entries of a mapping file, without its first key; nil when it cannot be had, which is noted.
    private mutating func mapping(_ path: String, _ position: Position) -> [YAMLNode.Entry]? {
        do throws(PlanFolder.Refusal) {
            let file = try fromFolder(path, depth: 1)
            room -= file.bytes.count
            files.append(PlanFile(path: file.name, bytes: file.bytes))
            guard let document = MappingReader.document(file.bytes, named: file.name, reading) else { return nil }
            records.add(document.records, of: file.name)
            return MappingReader.entries(of: document.root, reading)
        } catch {
            isWhole = false
            reading.note(
                .wrongFile, "the mapping file `\(Excerpt.of(path))` cannot be read: \(error.why)", position,
                mend: error.mend)
            return nil
        }
    }

    /// Merges the overlay of one of the plan's environments.
    mutating func enter(environment: String) {
        guard !reading.has(.unreadable) else { return }
        let environments = Environments(entries)
        guard let chosen = environments.named(environment) else {
            isWhole = false
            let hint = NearestKey.hint(for: environment, among: environments.names)
            return reading.note(
                .wrongFile, "the plan has no environment `\(Excerpt.of(environment))`\(hint)",
                environments.position ?? Position(file: files.first?.path ?? "", line: 1, column: 1),
                mend: environments.mend)
        }
        // An environment without an overlay is the plan as it stands.
        guard let overlay = chosen.overlay else { return }
        do throws(PlanFolder.Refusal) {
            let file = try fromFolder(overlay.value, depth: 1)
            lay(file.bytes, named: file.name)
        } catch {
            isWhole = false
            reading.note(
                .wrongFile, "the overlay `\(Excerpt.of(overlay.value))` cannot be read: \(error.why)",
                overlay.position, mend: error.mend)
        }
    }

    /// Merges an overlay that the operator named, wherever it lies.
    mutating func lay(_ source: OverlaySource) {
        do throws(PlanFolder.Refusal) {
            try admit(source.name, depth: 1)
            lay(try source.bytes(room: room), named: source.name)
        } catch {
            isWhole = false
            reading.note(
                .wrongFile, "the overlay cannot be read: \(error.why)",
                Position(file: source.name, line: 1, column: 1), mend: error.mend)
        }
    }

    private mutating func lay(_ bytes: [UInt8], named name: String) {
        // What is merged into something unreadable would be refused for what is not there.
        guard isWhole, let found = open(bytes, named: name), !reading.has(.unreadable) else { return }
        checkVersion(found[0].value)
        if let include = found.first(where: { $0.key.value == "include" }) {
            reading.note(
                .wrongFile, "an overlay includes nothing", include.key.position,
                mend: "say it in this file, or give several overlays")
        }
        let said = found.filter { !["sluice", "include"].contains($0.key.value) }
        entries = OverlayMerge(reading: reading).merged(entries, with: said)
    }

    private func fromFolder(_ path: String, depth: Int) throws(PlanFolder.Refusal) -> (name: String, bytes: [UInt8]) {
        guard let folder else {
            throw PlanFolder.Refusal(
                why: "a plan given as text has no folder to read other files from", mend: "give the plan as a file")
        }
        let name = folder.name(of: path)
        try admit(name, depth: depth)
        return (name, try folder.bytes(of: path, room: room))
    }

    private func admit(_ name: String, depth: Int) throws(PlanFolder.Refusal) {
        guard depth <= ReadingBounds.includeDepth, files.count < ReadingBounds.files else {
            throw PlanFolder.Refusal(
                why: "a plan has at most \(ReadingBounds.files) files, \(ReadingBounds.includeDepth) levels deep",
                mend: "use fewer files")
        }
        guard !files.contains(where: { $0.path == name }) else {
            throw PlanFolder.Refusal(why: "it is already part of the plan", mend: "name each file once")
        }
    }
}
