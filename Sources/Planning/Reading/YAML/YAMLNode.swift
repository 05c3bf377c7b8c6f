/// A value of a YAML document with the place where it stands. Scalars are kept as text: what a text means is decided
/// by the field that asks for it, never by how it looks, so that `NO` stays Norway. Only a bare `~` is no text: it says
/// that there is no value, which an overlay uses to take one away.
struct YAMLNode: Sendable {
    enum Content: Sendable {
        case scalar(String)
        /// A bare `~`.
        case nothing
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        let key: At<String>
        let value: YAMLNode
    }

    let content: Content
    let position: Position

    /// What it is, for a message.
    var nature: String {
        switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "the value \"\(Excerpt.of(text))\""
        case .nothing: "nothing"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// What stands under `key`; nil when this is no mapping, or has no such key.
    func value(of key: String) -> YAMLNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key.value == key }?.value
    }

    /// What a record calls itself; nil when it is no mapping with a text as its `id`.
    var id: At<String>? {
        guard let node = value(of: "id"), case .scalar(let text) = node.content else { return nil }
        return At(text, node.position)
    }
}
