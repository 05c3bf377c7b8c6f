/// What comparing every acknowledged order with both shops came to.
public struct OrderComparison: Sendable, Hashable, Codable {
    public var acknowledged = 0
    /// Orders found on the old side, and on the new.
    public var foundOld = 0
    public var foundNew = 0
    /// Acknowledged, and found nowhere, or only torn, or as somebody else's.
    public var lost: [String] = []
    /// Keys found more than once, on one side or across both.
    public var duplicated: [String] = []
    /// Written by the new side where it had no authority at the time.
    public var unauthorised: [String] = []

    public init() {}

    public var mismatches: Int { lost.count + duplicated.count + unauthorised.count }

    /// One line for people.
    public var summary: String {
        var text = "\(acknowledged) orders acknowledged, \(lost.count) lost, \(duplicated.count) duplicated"
        if !unauthorised.isEmpty {
            text += ", \(unauthorised.count) written by the new side without authority (\(unauthorised[0]))"
        }
        if let first = lost.first { text += " (first: \(first))" }
        return text
    }

    /// Compares exactly: every acknowledged order must be found once, by number, key, customer, total and lines. Counts
    /// and numbers alone would miss a total loss, since a store that lost its tail gives the same numbers to other
    /// customers.
    ///
    /// - Parameters:
    ///   - acknowledged: read *before* the shops were, so that an order placed meanwhile is no loss.
    ///   - authority: region → since when (ms since 1970) the new side may write orders there.
    public static func compare(
        acknowledged: [AcknowledgedOrder], old: [FoundOrder], new: [FoundOrder], authority: [String: Int]
    ) -> OrderComparison {
        var result = OrderComparison()
        let (old, new) = (old.filter { !$0.isProbe }, new.filter { !$0.isProbe })
        (result.acknowledged, result.foundOld, result.foundNew) = (acknowledged.count, old.count, new.count)
        var byKey: [String: [FoundOrder]] = [:]
        byKey.reserveCapacity(old.count + new.count)
        for order in old { byKey[order.key, default: []].append(order) }
        for order in new { byKey[order.key, default: []].append(order) }
        for order in acknowledged {
            if let trouble = order.trouble(among: byKey[order.key] ?? []) {
                result.lost.append("\(order.number) \(trouble)")
            }
        }
        result.duplicated = byKey.filter { $0.value.count { $0.placed } > 1 }
            .map { $0.value.map(\.number).sorted().joined(separator: " and ") }.sorted()
        result.unauthorised = new.filter { order in
            guard let since = authority[order.region] else { return true }
            return order.created_ms < since
        }.map { "\($0.number) in \($0.region)" }
        return result
    }
}

extension AcknowledgedOrder {
    /// Why none of `found` is this order; nil where one is.
    fileprivate func trouble(among found: [FoundOrder]) -> String? {
        guard !found.isEmpty else { return "is in no shop" }
        guard let mine = found.first(where: { $0.number == number }) else { return "is there under another number" }
        if mine.customer != customer { return "belongs to another customer" }
        if !mine.placed { return "is torn: its checkout never finished" }
        if mine.total != total { return "has another total" }
        let order = { (line: Line) in (line.sku, line.quantity) }
        let (ours, theirs) = (lines.sorted { order($0) < order($1) }, mine.lines.sorted { order($0) < order($1) })
        return ours == theirs ? nil : "has other lines"
    }
}
