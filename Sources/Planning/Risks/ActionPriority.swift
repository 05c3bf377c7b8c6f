/// How urgent it is to act on a risk. Severity weighs more than occurrence, occurrence more than detection.
///
/// The table is this project's own and claims conformity with no published standard.
public enum ActionPriority: String, Sendable, Hashable, Codable, CaseIterable, Comparable, CustomStringConvertible {
    /// Act before the stage.
    case high = "H"
    /// Act, or say why not.
    case medium = "M"
    /// Act where it is cheap.
    case low = "L"

    /// The more urgent comes first.
    public static func < (one: ActionPriority, other: ActionPriority) -> Bool { one.order < other.order }

    public var description: String { rawValue }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// What the table says; each value is brought into 1...10 first.
    public init(severity: Int, occurrence: Int, detection: Int) {
        func band(_ value: Int, _ lowest: [Int]) -> Int {
            lowest.firstIndex { min(max(value, 1), 10) >= $0 } ?? lowest.count - 1
        }
        let row = Self.table[band(severity, Self.severities)][band(occurrence, Self.occurrences)]
        self = row[band(detection, Self.detections)]
    }

    /// The lowest severity of each row of ``table``, from the worst.
    public static let severities = [9, 7, 4, 1]
    /// The lowest occurrence of each column of a row.
    public static let occurrences = [7, 4, 2, 1]
    /// The lowest detection of each entry of a column: seen too late or never, seen within the step, seen early.
    public static let detections = [7, 4, 1]

    /// The table as shipped: severity, then occurrence, then detection, each from its worst band.
    public static let table: [[[ActionPriority]]] = [
        [
            [.high, .high, .high],
            [.high, .high, .medium],
            [.high, .medium, .medium],
            [.medium, .medium, .low],
        ],
        [
            [.high, .high, .medium],
            [.high, .medium, .medium],
            [.medium, .medium, .low],
            [.medium, .low, .low],
        ],
        [
            [.high, .medium, .medium],
            [.medium, .medium, .low],
            [.medium, .low, .low],
            [.low, .low, .low],
        ],
        [
            [.medium, .low, .low],
            [.low, .low, .low],
            [.low, .low, .low],
            [.low, .low, .low],
        ],
    ]
}
