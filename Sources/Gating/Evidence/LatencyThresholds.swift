/// The durations against which both sides of a step are counted: quantiles of the control, fixed before any unit of the
/// step is seen, so that no outcome has a say in where they lie.
public struct LatencyThresholds: Sendable, Hashable, Codable {
    /// Which quantiles of the control are compared.
    public static let quantiles: [Double] = [0.5, 0.75, 0.9, 0.95, 0.99]

    /// In whole ms, one per quantile, ascending. A unit is slow at one when it took longer.
    public let milliseconds: [Int]

    /// - Parameters:
    ///   - control: earlier durations of the old side.
    ///   - least: how many it must hold before its quantiles mean anything; nil is returned below that.
    public init?(_ control: LatencySketch, atLeast least: Int = 200) {
        guard control.total >= max(1, least) else { return nil }
        milliseconds = Self.quantiles.compactMap { control.bucket(at: $0).map { Int($0.upperBound) } }
    }

    /// Counts one unit into one block per threshold; `blocks` may be empty at first.
    public func count(_ side: Side, took duration: Int, into blocks: inout [Block]) {
        if blocks.count != milliseconds.count {
            blocks = Array(repeating: Block(), count: milliseconds.count)
        }
        for i in milliseconds.indices { blocks[i].count(side, event: duration > milliseconds[i]) }
    }
}
