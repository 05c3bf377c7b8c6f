extension ReachableHours {
    /// A part of a day, in minutes.
    struct Gap: CustomStringConvertible {
        let from: Int
        let to: Int

        /// `17:00 to 09:00`
        var description: String { "\(Self.clock(from)) to \(Self.clock(to))" }

        private static func clock(_ minute: Int) -> String {
            let (hour, rest) = (minute / 60, minute % 60)
            return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
        }
    }

    /// The first part of these hours in which none of `others` answers; nil when there is none.
    func firstGap(in others: [ReachableHours]) -> Gap? {
        let covering = others.flatMap(\.spans).sorted { $0.lowerBound < $1.lowerBound }
        for span in spans {
            var reached = span.lowerBound
            for cover in covering where cover.lowerBound <= reached { reached = max(reached, cover.upperBound) }
            if reached < span.upperBound {
                let next = covering.first { $0.lowerBound > reached }?.lowerBound ?? span.upperBound
                return Gap(from: reached, to: min(next, span.upperBound))
            }
        }
        return nil
    }

    /// In order, and none of them past midnight.
    private var spans: [Range<Int>] {
        from < to ? [from..<to] : [from..<1440, 0..<to].filter { !$0.isEmpty }
    }
}
