/// What `sluice relocation assess` found, as the part of a plan that it wrote: a plan is begun around it.
public struct ScaffoldInventory: Sendable {
    /// As the plan includes it.
    public let file: String
    let relocation: Relocation
    /// Access items that the file itself declares.
    private let declared: Set<String>

    /// Reads the file alone: people and systems that it names are not there yet.
    ///
    /// - Throws: ``PlanningError/refused(_:)`` with every problem found.
    public static func read(_ path: String) throws(PlanningError) -> ScaffoldInventory {
        let reading = Reading()
        let start = Position(file: path, line: 1, column: 1)
        do throws(PlanFolder.Refusal) {
            let bytes = try PlanFolder.bytes(at: path, room: ReadingBounds.bytes)
            return try made(bytes, path, reading, start)
        } catch {
            if reading.findings.isEmpty { reading.note(.wrongFile, error.why, start, mend: error.mend) }
            throw .refused(reading.findings)
        }
    }

    private static func made(
        _ bytes: [UInt8], _ path: String, _ reading: Reading, _ start: Position
    ) throws(PlanFolder.Refusal) -> ScaffoldInventory {
        let refusal = PlanFolder.Refusal(
            why: "this is no inventory", mend: "name the file that `sluice relocation assess --out` wrote")
        guard let document = YAMLComposer.compose(bytes, file: path, reading: reading),
            let node = document.root.value(of: "relocation"),
            let relocation = Fields.read(Relocation.self, from: node, reading), reading.findings.isEmpty
        else { throw refusal }
        var declared: Set<String> = []
        if case .sequence(let items)? = document.root.value(of: "access")?.content {
            declared = Set(items.compactMap { $0.id?.value })
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return ScaffoldInventory(file: name, relocation: relocation, declared: declared)
    }

    /// The domains of the sites, each once.
    public var domains: [String] {
        var seen: Set<String> = []
        return relocation.networks.flatMap(\.sites).map(\.domain.value).filter { seen.insert($0).inserted }
    }

    /// What may be active on the new side: what is active on the old one.
    var plugins: [String] { Set(relocation.networks.flatMap(\.plugins).map(\.value)).sorted() }

    /// Systems that it names, with kind and side, each once.
    var systems: [(id: String, kind: String, side: String)] {
        var found: [(id: String, kind: String, side: String)] = []
        func add(_ id: String, _ kind: String, _ side: String) {
            if !found.contains(where: { $0.id == id }) { found.append((id, kind, side)) }
        }
        for database in relocation.databases {
            add(database.from.value.rawValue, "database", "old")
            add(database.to.value.rawValue, "database", "new")
        }
        for host in relocation.hosts {
            if let system = host.system { add(system.value.rawValue, "storefront", host.side.value.rawValue) }
        }
        return found
    }

    /// Access items that it names and nobody has declared, with their kind.
    var openAccess: [(id: String, kind: String)] {
        var found: [(id: String, kind: String)] = []
        func add(_ item: At<AccessItem.ID>?, _ kind: String) {
            guard let id = item?.value.rawValue, !declared.contains(id), !found.contains(where: { $0.id == id }) else {
                return
            }
            found.append((id, kind))
        }
        for host in relocation.hosts { add(host.access, "key") }
        for database in relocation.databases {
            add(database.access, "database")
            add(database.targetAccess, "database")
            for writer in database.writers { add(writer.access, "database") }
        }
        add(relocation.backup?.access, "repository")
        return found
    }
}
