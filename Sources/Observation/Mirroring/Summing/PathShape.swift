/// A path with what names one thing of many replaced by `*`: `/product/KIT-003?page=2` is `/product/*?page=*`.
public enum PathShape {
    /// Segments with a digit, or longer than 24 characters, become `*` (an extension stays); the values of the query
    /// too, its names in alphabetical order.
    public static func of(_ path: String) -> String {
        let halves = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let segments = (halves.first ?? "").split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.contains(where: \.isNumber) || segment.count > 24 else { return String(segment) }
            let ending = segment.lastIndex(of: ".").map { segment[$0...] } ?? ""
            let isExtension = (2...5).contains(ending.count) && ending.dropFirst().contains(where: \.isLetter)
            return isExtension ? "*" + ending : "*"
        }
        let names = (halves.count == 2 ? halves[1] : "").split(separator: "&").map { $0.prefix { $0 != "=" } + "=*" }
        let shape = segments.joined(separator: "/") + (names.isEmpty ? "" : "?" + names.sorted().joined(separator: "&"))
        return PlainText.visible(shape)
    }
}
