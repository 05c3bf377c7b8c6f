/// An overlay as it is handed to the reader.
package enum OverlaySource: Sendable {
    /// Anywhere: the operator named it.
    case file(String)
    case bytes([UInt8], named: String)

    var name: String {
        switch self {
        case .file(let path): path
        case .bytes(_, let name): name
        }
    }

    func bytes(room: Int) throws(PlanFolder.Refusal) -> [UInt8] {
        switch self {
        case .file(let path): return try PlanFolder.bytes(at: path, room: room)
        case .bytes(let bytes, _):
            guard bytes.count <= room else { throw .tooLarge }
            return bytes
        }
    }
}

/// The environments that a plan names, read from its values before there is a model of it: which overlay is merged
/// decides what the model is made of.
struct Environments {
    struct Environment {
        let id: String
        let overlay: At<String>?
    }

    /// Where they are listed; nil when they are not.
    let position: Position?
    private let all: [Environment]

    init(_ entries: [YAMLNode.Entry]) {
        let entry = entries.first { $0.key.value == "environments" }
        position = entry?.key.position
        guard case .sequence(let items)? = entry?.value.content else {
            all = []
            return
        }
        all = items.compactMap { item in
            guard let id = item.id else { return nil }
            guard let node = item.value(of: "overlay"), case .scalar(let path) = node.content else {
                return Environment(id: id.value, overlay: nil)
            }
            return Environment(id: id.value, overlay: At(path, node.position))
        }
    }

    var names: [String] { all.map(\.id) }

    func named(_ id: String) -> Environment? { all.first { $0.id == id } }

    /// What to do about one that is not there.
    var mend: String {
        guard !all.isEmpty else { return "list it under `environments` with its id and its overlay" }
        let shown = names.prefix(20).map(Excerpt.of).joined(separator: ", ")
        return "choose one of \(shown)\(all.count > 20 ? ", …" : "")"
    }
}
