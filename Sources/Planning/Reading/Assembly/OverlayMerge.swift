/// Merges what an overlay says over what a plan says. Mappings merge by key, lists of records by id; everything else
/// is replaced. A bare `~` takes a key away, `{ id: x, removed: true }` a record. Whatever the overlay says keeps the
/// overlay's position, also keys and ids that it only repeats.
///
/// Takes time in proportion to both sides.
struct OverlayMerge {
    let reading: Reading

    func merged(_ base: [YAMLNode.Entry], with said: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
        var waiting = Dictionary(said.map { ($0.key.value, $0) }, uniquingKeysWith: { first, _ in first })
        var made: [YAMLNode.Entry] = []
        made.reserveCapacity(base.count + said.count)
        for entry in base {
            guard let over = waiting.removeValue(forKey: entry.key.value) else {
                made.append(entry)
                continue
            }
            if case .nothing = over.value.content { continue }
            made.append(YAMLNode.Entry(key: over.key, value: merged(entry.value, with: over.value)))
        }
        for entry in said where waiting[entry.key.value] != nil {
            if case .nothing = entry.value.content {
                refuseRemoval(ofKey: entry.key, among: base)
            } else {
                made.append(YAMLNode.Entry(key: entry.key, value: new(entry.value)))
            }
        }
        return made
    }

    private func merged(_ base: YAMLNode, with over: YAMLNode) -> YAMLNode {
        switch (base.content, over.content) {
        case (.mapping(let entries), .mapping(let said)):
            YAMLNode(content: .mapping(merged(entries, with: said)), position: over.position)
        case (.sequence(let items), .sequence(let said)) where !said.isEmpty && items.contains { $0.id != nil }:
            YAMLNode(content: .sequence(merged(records: items, with: said)), position: over.position)
        default:
            new(over)
        }
    }

    private func merged(records base: [YAMLNode], with said: [YAMLNode]) -> [YAMLNode] {
        guard let ids = ids(of: said) else { return base }
        var waiting = Dictionary(zip(ids.map(\.value), said), uniquingKeysWith: { first, _ in first })
        var made: [YAMLNode] = []
        made.reserveCapacity(base.count + said.count)
        for item in base {
            guard let id = item.id, let over = waiting.removeValue(forKey: id.value) else {
                made.append(item)
                continue
            }
            if !removes(over) { made.append(merged(item, with: over)) }
        }
        for (id, item) in zip(ids, said) where waiting.removeValue(forKey: id.value) != nil {
            if item.value(of: Self.removed) != nil {
                refuseRemoval(ofRecord: id, among: base)
            } else {
                made.append(new(item))
            }
        }
        return made
    }

    /// The id of every record; nil when one has none. One that comes twice is refused.
    private func ids(of said: [YAMLNode]) -> [At<String>]? {
        var places: [String: Position] = [:]
        var ids: [At<String>] = []
        for item in said {
            guard let id = item.id else {
                reading.note(
                    .missingKey, "this list is merged by id, and \(item.nature) without `id` stands in it",
                    item.position, mend: "give the id of the record that is meant, or of a new one")
                return nil
            }
            if let earlier = places[id.value] {
                reading.note(
                    .duplicate, "the overlay already speaks of `\(Excerpt.of(id.value))` at \(earlier)", id.position,
                    mend: "say it in one place")
            } else {
                places[id.value] = id.position
            }
            ids.append(id)
        }
        return ids
    }
}

/// What an overlay takes away.
extension OverlayMerge {
    private static let removed = "removed"

    /// Whether a record says that the one of its id goes.
    private func removes(_ record: YAMLNode) -> Bool {
        guard case .mapping(let entries) = record.content,
            let removed = entries.first(where: { $0.key.value == Self.removed })
        else { return false }
        guard case .scalar("true") = removed.value.content else {
            reading.note(
                .wrongValue, "`removed` of this record: expected true, found \(removed.value.nature)",
                removed.value.position, mend: "write `removed: true`, or leave it out to keep the record")
            return true
        }
        for entry in entries where !["id", Self.removed].contains(entry.key.value) {
            reading.note(
                .unknownKey, "a record that is removed says nothing else, such as `\(Excerpt.of(entry.key.value))`",
                entry.key.position, mend: "keep `id` and `removed` only")
        }
        return true
    }

    /// A value with nothing under it in the plan: there is nothing that it could take away.
    private func new(_ value: YAMLNode) -> YAMLNode {
        switch value.content {
        case .scalar, .nothing:
            return value
        case .sequence(let items):
            let kept = items.compactMap { item in
                guard let id = item.id, item.value(of: Self.removed) != nil else { return new(item) }
                refuseRemoval(ofRecord: id, among: [])
                return nil
            }
            return YAMLNode(content: .sequence(kept), position: value.position)
        case .mapping(let entries):
            let kept = entries.compactMap { entry in
                guard case .nothing = entry.value.content else {
                    return YAMLNode.Entry(key: entry.key, value: new(entry.value))
                }
                refuseRemoval(ofKey: entry.key, among: [])
                return nil
            }
            return YAMLNode(content: .mapping(kept), position: value.position)
        }
    }

    private func refuseRemoval(ofKey key: At<String>, among base: [YAMLNode.Entry]) {
        guard !reading.isFull else { return }
        let hint = NearestKey.hint(for: key.value, among: base.lazy.map(\.key.value))
        reading.note(
            .danglingReference, "the plan has no `\(Excerpt.of(key.value))` here that could be removed\(hint)",
            key.position, mend: "leave the line out, or name what is there")
    }

    private func refuseRemoval(ofRecord id: At<String>, among base: [YAMLNode]) {
        guard !reading.isFull else { return }
        let hint = NearestKey.hint(for: id.value, among: base.lazy.compactMap { $0.id?.value })
        reading.note(
            .danglingReference, "the plan has no record `\(Excerpt.of(id.value))` here that could be removed\(hint)",
            id.position, mend: "leave it out, or name a record that is there")
    }
}
