import Planning

/// What a plan says, as lines `path = value`, and its texts with their places.
struct Outline {
    private(set) var lines: [String] = []
    private(set) var texts: [(text: String, position: Position)] = []

    init(of plan: Plan) {
        for child in Swift.Mirror(reflecting: plan).children where !Self.bookkeeping.contains(child.label ?? "") {
            add(child.value, path: child.label ?? "", at: nil)
        }
    }

    /// About the files of a plan and not about what they say.
    private static let bookkeeping: Set<String> = ["files", "records", "index", "root"]

    private mutating func add(_ value: Any, path: String, at position: Position?) {
        if value is Position { return }
        let mirror = Swift.Mirror(reflecting: value)
        if let text = value as? String, let position { texts.append((text, position)) }
        guard !mirror.children.isEmpty else {
            // An empty list says as much as no list.
            if mirror.displayStyle != .collection { lines.append("\(path) = \(value)") }
            return
        }
        let own = mirror.children.compactMap { $0.value as? Position }.first
        let isAt = mirror.children.map(\.label) == ["value", "position"]
        for (place, child) in mirror.children.enumerated() {
            let label = child.label ?? "\(place)"
            let isInner = isAt || mirror.displayStyle == .optional || label == "rawValue"
            let next = isAt ? own : (isInner ? position : nil)
            add(child.value, path: isInner ? path : "\(path)/\(label)", at: next)
        }
    }
}
