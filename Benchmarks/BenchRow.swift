/// One line of the benchmark table.
package struct BenchRow: Sendable {
    package var area: String
    package var what: String
    package var ours: String
    /// What ours was measured beside, and its figure.
    package var beside: String
    package var ratio: String
    package var target: String
    package var met: Bool

    package init(
        area: String, what: String, ours: String, beside: String, ratio: String, target: String, met: Bool
    ) {
        self.area = area
        self.what = what
        self.ours = ours
        self.beside = beside
        self.ratio = ratio
        self.target = target
        self.met = met
    }
}
