/// Patterns of what is not copied, as `rsync --exclude` reads them: `*` within a name, `**` across folders, `?` one byte;
/// a slash at the beginning holds it to the top, one at the end to folders. What lies in a folder goes with it.
public struct LeaveOut: Sendable, Hashable {
    public let patterns: [String]

    public init(_ patterns: [String]) { self.patterns = patterns.filter { !$0.isEmpty } }

    /// Folders named as they are, such as `/mysql/`: there is no need to look into them.
    var folders: [String] {
        patterns.filter {
            $0.count > 2 && $0.hasPrefix("/") && $0.hasSuffix("/") && !$0.contains { "*?[\\".contains($0) }
        }
        .map { String($0.dropFirst().dropLast()) }
    }

    /// Whether the path, or a folder it lies in, fits a pattern.
    public func matches(_ path: [UInt8], isFolder: Bool) -> Bool {
        let slash = UInt8(ascii: "/")
        let ends = path.indices.filter { path[$0] == slash } + [path.count]
        return ends.contains { end in
            let part = path[..<end]
            return patterns.contains { Self.matches(Array($0.utf8), part, isFolder: isFolder || end < path.count) }
        }
    }

    private static func matches(_ pattern: [UInt8], _ path: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
        let slash = UInt8(ascii: "/")
        var pattern = pattern[...]
        if pattern.last == slash {
            guard isFolder else { return false }
            pattern = pattern.dropLast()
        }
        if pattern.first == slash { return fits(pattern.dropFirst(), path) }
        // One with a slash or ** may begin at any folder; one without is held against the last name.
        let starts = [path.startIndex] + path.indices.filter { path[$0] == slash }.map { $0 + 1 }
        if pattern.contains(slash) || pattern.starts(with: [42, 42]) {
            return starts.contains { fits(pattern, path[$0...]) }
        }
        return fits(pattern, path[starts[starts.count - 1]...])
    }

    private static func fits(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let star = UInt8(ascii: "*")
        let slash = UInt8(ascii: "/")
        if first == star {
            let isDeep = pattern.dropFirst().first == star
            let rest = pattern.drop { $0 == star }
            var at = text.startIndex
            while true {
                if fits(rest, text[at...]) { return true }
                guard at < text.endIndex, isDeep || text[at] != slash else { return false }
                at += 1
            }
        }
        guard let next = text.first, first == next || (first == UInt8(ascii: "?") && next != slash) else {
            return false
        }
        return fits(pattern.dropFirst(), text.dropFirst())
    }
}
