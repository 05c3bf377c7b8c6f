import Gating

/// What is known of an entity's two stores from the comparisons so far.
///
/// Any comparison may make it worse; only one that could check everything makes it better.
public struct StoreMeasure: Sendable, Hashable, Codable {
    /// Rows of the new side that the old one has too.
    public private(set) var acknowledged = 0
    /// Rows that only the new side, only the old side has; rows that are not the same.
    public private(set) var onlyNew = 0
    public private(set) var onlyOld = 0
    public private(set) var differing = 0
    /// When the oldest row that only the new side has was born, ms since 1970; nil where no row tells.
    public private(set) var oldestBorn: Int?
    /// Whether all of them tell when they were born.
    public private(set) var isOldestKnown = true
    /// How many tables were compared.
    public private(set) var tables = 0
    /// When it was last compared, ms since 1970.
    public private(set) var seenAt = 0
    /// When a comparison last could check everything and found the stores the same, ms since 1970.
    public private(set) var provenAt: Int?
    /// Since when there are unacknowledged writes, and how many there were first.
    private var growth: Growth?

    private struct Growth: Sendable, Hashable, Codable {
        var at: Int
        var count: Int
    }

    public init() {}

    /// Writes that the old side lacks: rows it has not, and rows it has otherwise.
    public var unacknowledged: Int { onlyNew + differing }

    /// How old the oldest row is that only the new side has, in ms; at least, unless ``isOldestKnown``. Nil where there is
    /// none.
    public func oldestAge(at now: Int) -> Int? {
        guard onlyNew > 0 else { return nil }
        // A row that was there at a comparison is at least as old as that.
        return max(0, now - min(oldestBorn ?? .max, growth?.at ?? seenAt))
    }

    /// Takes in a comparison.
    /// - Parameter isWhole: whether everything could be checked.
    mutating func take(_ found: StoreEvidence, isWhole: Bool, at now: Int) {
        seenAt = now
        tables = max(tables, found.tables.count)
        if isWhole {
            self.acknowledged = found.acknowledged
            (onlyNew, onlyOld, differing) = (found.onlyNew, found.onlyOld, found.differing)
            (oldestBorn, isOldestKnown) = (found.oldestBorn, found.undated == 0)
            if onlyNew + onlyOld + differing == 0 { provenAt = now }
        } else {
            onlyNew = max(onlyNew, found.onlyNew)
            onlyOld = max(onlyOld, found.onlyOld)
            differing = max(differing, found.differing)
            oldestBorn = [oldestBorn, found.oldestBorn].compactMap(\.self).min()
            if onlyNew > 0 { isOldestKnown = false }
        }
        // Fewer than there were first: they are being carried back, and what grows from here on is another matter.
        if unacknowledged == 0 {
            growth = nil
        } else if unacknowledged < growth?.count ?? .max {
            growth = Growth(at: now, count: unacknowledged)
        }
    }

    /// When there will be more than `most` unacknowledged writes at the present rate, ms since 1970; nil where they do
    /// not grow, or nobody knows yet how fast.
    func exceeds(_ most: Int) -> Int? {
        guard unacknowledged <= most else { return seenAt }
        guard let growth, seenAt > growth.at, unacknowledged > growth.count else { return nil }
        let rate = Double(unacknowledged - growth.count) / Double(seenAt - growth.at)
        return seenAt + Int((Double(most + 1 - unacknowledged) / rate).rounded(.up))
    }
}
