public import Gating

/// What mirrored reads came to: differences by cause, with counts and examples. For the page and the report.
public struct MirrorSummary: Sendable, Hashable, Codable {
    /// All reads that differ by one cause.
    public struct Group: Sendable, Hashable, Codable {
        public var cause: MirrorCause
        /// Reads that differ by it; one read may differ by several causes.
        public var count: Int
        /// How often, by the shape of the path (`/product/*`); shapes beyond the twentieth are counted as `…`.
        public var shapes: [String: Int]
        /// At most three, each of another shape.
        public var examples: [Example]

        public var text: String { cause.text }
    }

    public struct Example: Sendable, Hashable, Codable {
        /// Host and path.
        public var place: String
        /// The path with `*` for what names one thing of many.
        public var shape: String
        public var old: String
        public var new: String
    }

    /// Reads of which both answers were compared.
    public var compared = 0
    /// Reads that differ in anything.
    public var differing = 0
    /// Reads that could not be compared, by the reason: the old side failed, an answer was too large, time was up.
    public var uncompared: [String: Int] = [:]
    /// Differences not counted, since the old side differs from itself in the same thing, by that thing.
    public var unsteady: [String: Int] = [:]
    /// The most frequent cause first.
    public private(set) var groups: [Group] = []

    public init() {}

    /// The part of the reads compared that differ by a cause, 0...1.
    public func share(of group: Group) -> Double {
        compared == 0 ? 0 : Double(group.count) / Double(compared)
    }

    /// Counts a read that was compared.
    public mutating func count(_ read: ObservedRead, _ differences: [MirrorDifference]) {
        compared += 1
        guard !differences.isEmpty else { return }
        differing += 1
        let shape = PathShape.of(read.path)
        let place = PlainText.visible(read.host + read.path)
        for difference in differences {
            add(
                Group(
                    cause: difference.cause, count: 1, shapes: [shape: 1],
                    examples: [Example(place: place, shape: shape, old: difference.old, new: difference.new)]))
        }
        sort()
    }

    /// Counts what was found elsewhere or later.
    public mutating func merge(_ later: MirrorSummary) {
        compared += later.compared
        differing += later.differing
        uncompared.merge(later.uncompared, uniquingKeysWith: +)
        unsteady.merge(later.unsteady, uniquingKeysWith: +)
        for group in later.groups { add(group) }
        sort()
    }

    private static let groupLimit = 100
    private static let shapeLimit = 20
    private static let exampleLimit = 3

    private mutating func add(_ group: Group) {
        guard let place = groups.firstIndex(where: { $0.cause == group.cause }) else {
            // Causes are few by nature; where they are not (a status for every read), the bound holds.
            if groups.count < Self.groupLimit { groups.append(group) }
            return
        }
        groups[place].count += group.count
        for (shape, count) in group.shapes.sorted(by: { $0.key < $1.key }) {
            let isKept = groups[place].shapes[shape] != nil || groups[place].shapes.count < Self.shapeLimit
            groups[place].shapes[isKept ? shape : "…", default: 0] += count
        }
        for example in group.examples where groups[place].examples.count < Self.exampleLimit {
            if groups[place].examples.contains(where: { $0.shape == example.shape }) { continue }
            groups[place].examples.append(example)
        }
    }

    private mutating func sort() {
        groups.sort { ($1.count, $0.text) < ($0.count, $1.text) }
    }

    /// For people: a line for the whole, then one for each cause with its share, its shapes and an example.
    public var lines: [String] {
        var lines = ["\(compared) reads compared, \(differing) differ"]
        for group in groups {
            let shapes = group.shapes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
                .map { "\($0.key) ×\($0.value)" }.joined(separator: ", ")
            lines.append("\(group.text): \(group.count) (\(Self.percent(share(of: group)))) on \(shapes)")
            for example in group.examples.prefix(1) {
                lines.append("  \(example.place): `\(example.old)` old, `\(example.new)` new")
            }
        }
        lines += uncompared.sorted { $0.key < $1.key }.map { "not compared: \($0.value), \($0.key)" }
        lines += unsteady.sorted { $0.key < $1.key }.map {
            "not counted: \($0.value), the old side differs from itself in \($0.key)"
        }
        return lines
    }

    /// As an exact comparison: every read that differs is a mismatch.
    public var result: ExactResult {
        let causes = groups.prefix(3).map { group in
            "\(group.text) \(group.count)" + (group.examples.first.map { ", first \($0.place)" } ?? "")
        }
        let detail =
            differing == 0
            ? "\(compared) reads equal"
            : "\(differing) of \(compared) reads differ: " + causes.joined(separator: "; ")
        return ExactResult(
            compared: compared, mismatches: differing, detail: detail, couldCheck: compared > 0,
            figures: [
                "reads compared": compared, "reads different": differing, "causes": groups.count,
                "reads not compared": uncompared.values.reduce(0, +), "unsteady": unsteady.values.reduce(0, +),
            ])
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1_000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
