import Foundation

/// How often something happened, with Wilson's 95 % interval.
struct Share: Sendable {
    let hits: Int
    let runs: Int

    init(_ hits: Int, of runs: Int) { (self.hits, self.runs) = (hits, runs) }

    init(_ happened: [Bool]) { self.init(happened.reduce(0) { $0 + ($1 ? 1 : 0) }, of: happened.count) }

    var value: Double { Double(hits) / Double(max(1, runs)) }

    var interval: (lower: Double, upper: Double) {
        let (n, z) = (Double(max(1, runs)), 1.96)
        let centre = (value + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
        return (max(0, centre - half), min(1, centre + half))
    }

    /// `0.3 % (0.1 to 0.7)`.
    var text: String { "\(percent) (\(Self.number(interval.lower)) to \(Self.number(interval.upper)))" }
    /// `0.3 %`.
    var percent: String { "\(Self.number(value)) %" }

    private static func number(_ share: Double) -> String {
        share >= 0.1 ? String(format: "%.0f", 100 * share) : String(format: "%.2g", (1000 * share).rounded() / 10)
    }
}

/// A mean with the 95 % interval of its normal limit.
struct Mean: Sendable {
    let value: Double
    let half: Double

    init(_ values: [Double]) {
        let n = Double(max(1, values.count))
        let mean = values.reduce(0, +) / n
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)
        (value, half) = (mean, 1.96 * (variance / n).squareRoot())
    }

    /// `1.43 ± 0.02`, with as many digits as the value needs.
    var text: String { "\(decimal(value)) ± \(decimal(half))" }
}

/// A median with the 95 % interval that the order of the values gives, whatever their distribution.
struct Median: Sendable {
    let value: Double
    let lower: Double
    let upper: Double

    init(_ values: [Double]) {
        let sorted = values.sorted()
        guard !sorted.isEmpty else {
            (value, lower, upper) = (.nan, .nan, .nan)
            return
        }
        let n = sorted.count
        let reach = 0.98 * Double(n).squareRoot()
        value = n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2])
        lower = sorted[max(0, Int((Double(n) / 2 - reach).rounded(.down)))]
        upper = sorted[min(n - 1, Int((Double(n) / 2 + reach).rounded(.up)))]
    }

    var text: String { "\(decimal(value)) (\(decimal(lower)) to \(decimal(upper)))" }
}

/// Two decimals below ten, one below a hundred, none above.
func decimal(_ value: Double) -> String {
    let size = abs(value)
    return String(format: size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f", value)
}
