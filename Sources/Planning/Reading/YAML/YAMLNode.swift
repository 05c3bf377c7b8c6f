/// A value of a YAML document with the place where it stands. Scalars are kept as text: what a text means is decided
/// by the field that asks for it, never by how it looks, so that `NO` stays Norway.
struct YAMLNode: Sendable {
    indirect enum Content: Sendable {
        case scalar(String)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        let key: At<String>
        let value: YAMLNode
    }

    let content: Content
    let position: Position
    /// How many nodes it is made of, itself included.
    let weight: Int

    /// What it is, for a message.
    var nature: String {
        switch content {
        case .scalar(let text): text.isEmpty ? "nothing" : "the value \"\(text.prefix(60))\""
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
