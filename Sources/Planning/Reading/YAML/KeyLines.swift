/// In which line each key of a mapping was first given. Few keys are looked through as they are; only for many is it
/// worth keeping a table.
struct KeyLines {
    private static let few = 16
    private var lines: [String: Int32] = [:]
    /// How many of the mapping's entries are in the table.
    private var known = 0

    mutating func line(of key: String, among entries: [YAMLNode.Entry]) -> Int? {
        if entries.count <= Self.few { return entries.first { $0.key.value == key }?.key.position.line }
        while known < entries.count {
            let entry = entries[known].key
            lines[entry.value] = Int32(clamping: entry.position.line)
            known += 1
        }
        return lines[key].map(Int.init)
    }
}
