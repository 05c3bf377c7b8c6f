/// Puts the files of a plan together into one mapping: lists of the same name are joined in the order of the files,
/// everything else may be said once.
struct PlanAssembly {
    private let reading: Reading
    private let folder: PlanFolder?
    private var entries: [YAMLNode.Entry] = []
    private var places: [String: Int] = [:]
    private var room = ReadingBounds.bytes
    private(set) var files: [PlanFile] = []

    private init(folder: PlanFolder?, reading: Reading) {
        self.folder = folder
        self.reading = reading
    }

    /// The whole plan as one mapping, and its files in order. Without a folder, includes are refused.
    static func assemble(
        _ bytes: [UInt8], named name: String, folder: PlanFolder?, reading: Reading
    ) -> (root: YAMLNode, files: [PlanFile])? {
        var assembly = PlanAssembly(folder: folder, reading: reading)
        assembly.add(bytes, named: name, depth: 0)
        guard !assembly.files.isEmpty, reading.findings.allSatisfy({ $0.code != ReadingCode.unreadable.rawValue })
        else { return nil }
        let start = Position(file: name, line: 1, column: 1)
        let weight = assembly.entries.reduce(1) { $0 + $1.value.weight + 1 }
        return (YAMLNode(content: .mapping(assembly.entries), position: start, weight: weight), assembly.files)
    }

    private mutating func add(_ bytes: [UInt8], named name: String, depth: Int) {
        room -= bytes.count
        files.append(PlanFile(path: name, bytes: bytes))
        guard let root = YAMLComposer.compose(bytes, file: name, reading: reading) else { return }
        guard case .mapping(let found) = root.content, let first = found.first, first.key.value == "sluice" else {
            reading.note(
                .unreadable, "a plan's first key is `sluice`, the version of its language", root.position,
                mend: "begin the file with `sluice: 1`")
            return
        }
        for entry in found where depth == 0 || !["sluice", "include"].contains(entry.key.value) { join(entry) }
        if depth > 0 {
            if case .scalar("1") = first.value.content {
            } else {
                reading.note(
                    .wrongValue, "expected version 1, found \(first.value.nature)", first.value.position,
                    mend: "write `sluice: 1`")
            }
        }
        guard let includes = found.first(where: { $0.key.value == "include" })?.value,
            case .sequence(let items) = includes.content
        else { return }
        for item in items { include(item, depth: depth + 1) }
    }

    private mutating func include(_ node: YAMLNode, depth: Int) {
        func refuse(_ message: String, mend: String) {
            reading.note(.wrongFile, message, node.position, mend: mend)
        }
        guard !reading.isFull, case .scalar(let path) = node.content else { return }
        guard let folder else {
            return refuse("a plan given as text has no folder to include from", mend: "give the plan as a file")
        }
        let name = folder.name(of: path)
        guard depth <= ReadingBounds.includeDepth, files.count < ReadingBounds.files else {
            return refuse(
                "a plan has at most \(ReadingBounds.files) files, \(ReadingBounds.includeDepth) levels deep",
                mend: "include fewer files")
        }
        guard !files.contains(where: { $0.path == name }) else {
            return refuse("`\(path)` is already part of the plan", mend: "include each file once")
        }
        do throws(PlanFolder.Refusal) {
            add(try folder.bytes(of: path, room: room), named: name, depth: depth)
        } catch {
            refuse("`\(path)` cannot be included: \(error.why)", mend: error.mend)
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
            let both = YAMLNode(
                content: .sequence(first + more), position: before.value.position,
                weight: before.value.weight + entry.value.weight)
            entries[place] = YAMLNode.Entry(key: before.key, value: both)
        } else {
            reading.note(
                .duplicate, "the key `\(key)` was already given at \(before.key.position)", entry.key.position,
                mend: "say it in one file; only lists are joined")
        }
    }
}
