#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers as verdicts say them.
enum Words {
    /// A share in points: at most one decimal.
    static func points(_ share: Double) -> String {
        let tenths = (share * 1000).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
    }

    /// A rate in per cent: as many decimals as two leading digits need.
    static func percent(_ rate: Double) -> String {
        guard rate > 0, rate < 0.01 else { return points(rate) + " %" }
        let scale = pow(10, 1 - floor(log10(rate * 100)))
        return "\((rate * 100 * scale).rounded() / scale) %"
    }

    /// An e-value, from its logarithm.
    static func ratio(_ logE: Double) -> String {
        // Cut, not rounded: what is not there yet must not look as if it were. The factor forgives exp(log(20)).
        let value = exp(min(logE, 40)) * (1 + 1e-9)
        return value >= 10 ? "\(Int(value))" : "\((value * 10).rounded() / 10)"
    }

    /// Two leading digits, which is as much as a forecast knows.
    static func about(_ count: Int) -> String {
        guard count >= 100 else { return "\(count)" }
        let scale = Int(pow(10, Double(String(count).count - 2)))
        return "\((count + scale / 2) / scale * scale)"
    }
}
