import Foundation

/// What exists only on the new side: born there, and not acknowledged by the old one. Going back would lose it, unless
/// it is carried back first.
public struct CarryBack: Sendable, Hashable, Codable {
    public struct Entry: Sendable, Hashable, Codable {
        public var table: String
        public var key: [Difference.Cell]
        /// When it was born, or last changed where that is all that is known, ms since 1970; nil where nothing tells.
        public var born: Int?
        /// In seconds, when the list was made.
        public var age: Double?
        /// The row, as far as it was read.
        public var values: [Difference.Cell]
    }

    /// What the gate and the way back need of it.
    public struct Summary: Sendable, Hashable, Codable {
        public var count: Int
        /// The age of the oldest in seconds; nil where there is none, or none has an age.
        public var oldest: Double?
        /// How many have no age that is known: any of them may be the oldest.
        public var withoutAge: Int

        public init(count: Int, oldest: Double?, withoutAge: Int) {
            self.count = count
            self.oldest = oldest
            self.withoutAge = withoutAge
        }
    }

    /// Those without an age first, since they may be the oldest, then by age.
    public private(set) var entries: [Entry]
    /// When it was made, ms since 1970.
    public var ms: Int

    /// - Parameters:
    ///   - rows: of the new side, by the key as a difference tells it.
    ///   - born: the new side's column that says when a row was born; the mapping's `updated` where nil.
    public init(
        _ differences: [Difference], of mapping: TableMapping, rows: [[Difference.Cell]: [Difference.Cell]] = [:],
        born: String? = nil, ms: Int
    ) {
        self.ms = ms
        let column = born ?? mapping.new.updated
        let zone = mapping.columns.first { $0.new == column }?.rule.newZone
        entries = differences.filter { $0.kind == .extra && $0.table == mapping.name }.map { difference in
            let values = rows[difference.key] ?? []
            let text = values.first { $0.column == column }?.value
            let born = text.flatMap { Self.milliseconds($0, zone) }
            return Entry(
                table: difference.table, key: difference.key, born: born, age: born.map { Double(ms - $0) / 1000 },
                values: values)
        }
        sort()
    }

    /// The lists of several tables as one.
    public init(joining lists: [CarryBack], ms: Int) {
        self.ms = ms
        entries = lists.flatMap(\.entries)
        sort()
    }

    private mutating func sort() {
        func rank(_ entry: Entry) -> (Int, String, String) {
            (entry.born ?? Int.min, entry.table, entry.key.map { $0.value ?? "" }.joined(separator: "\u{1}"))
        }
        entries.sort { rank($0) < rank($1) }
    }

    public var summary: Summary {
        Summary(
            count: entries.count, oldest: entries.compactMap(\.age).max(), withoutAge: entries.count { $0.age == nil })
    }

    /// One JSON object a line, oldest first.
    public var jsonLines: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return entries.compactMap { try? encoder.encode($0) }
            .map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    }

    /// For people, oldest first.
    public var table: String {
        guard !entries.isEmpty else { return "nothing is on the new side alone\n" }
        let rows =
            [["table", "key", "age"]]
            + entries.map { entry in
                let key = entry.key.map { "\($0.column)=\($0.value ?? "NULL")" }.joined(separator: ", ")
                return [entry.table, RepairScript.comment(key), entry.age.map(Self.words) ?? "not known"]
            }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row, widths).map { text, width in text + String(repeating: " ", count: width - text.count) }
                .joined(separator: "  ").trimmingSuffix(" ")
        }
        let summary = summary
        let oldest = summary.oldest.map { ", the oldest for \(Self.words($0))" } ?? ""
        return lines.joined(separator: "\n") + "\n\(summary.count) on the new side alone\(oldest)\n"
    }

    private static func words(_ seconds: Double) -> String {
        switch seconds {
        case ..<120: "\(Int(seconds.rounded())) s"
        case ..<7200: "\(Int((seconds / 60).rounded())) min"
        case ..<172_800: "\(Int((seconds / 3600).rounded())) h"
        default: "\(Int((seconds / 86_400).rounded())) d"
        }
    }

    /// Reads `2026-11-21 10:00:00.123`, with `T` or a space, and an offset where it has one.
    static func milliseconds(_ text: String, _ zone: TimeZone?) -> Int? {
        let form =
            /([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]{1,9})?(Z|[+\-][0-9]{2}(:?[0-9]{2})?)?/
        guard let match = text.wholeMatch(of: form)?.output, let year = Int(match.1), let month = Int(match.2),
            let day = Int(match.3), let hour = Int(match.4), let minute = Int(match.5), let second = Int(match.6)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone ?? .gmt
        if let offset = match.8, offset != "Z" {
            let digits = offset.filter(\.isNumber)
            let minutes = (Int(digits.prefix(2)) ?? 0) * 60 + (Int(digits.dropFirst(2)) ?? 0)
            guard let exact = TimeZone(secondsFromGMT: (offset.hasPrefix("-") ? -60 : 60) * minutes) else { return nil }
            calendar.timeZone = exact
        } else if match.8 == "Z" {
            calendar.timeZone = .gmt
        }
        let parts = DateComponents(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        guard parts.isValidDate(in: calendar), let date = calendar.date(from: parts) else { return nil }
        let fraction = match.7.flatMap { Double("0" + $0) } ?? 0
        return Int(date.timeIntervalSince1970 * 1000) + Int((fraction * 1000).rounded(.down))
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
