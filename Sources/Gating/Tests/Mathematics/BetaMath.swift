#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// log of the Beta function's part above `t`, relative to t^(p−a)·(1−t)^(q−b):
/// log ∫ₜ¹ x^(p−1) (1−x)^(q−1) dx − (p − a)·log t − (q − b)·log(1 − t).
///
/// Taken relative to the power of `t` because that is what a likelihood ratio against the point `t` needs, and because
/// the great terms cancel before they are computed: the error stays near 1e-12 at 10⁷ units. The continued fraction is
/// that of the incomplete beta function (DLMF 8.17.22), by Lentz's method, on the side of the mean where it converges.
func logBetaAbove(_ t: Double, _ p: Double, _ q: Double, a: Double, b: Double) -> Double {
    let x = 1 - t
    let atPoint = a * log(t) + b * log1p(-t)
    if x < (q + 1) / (p + q + 2) { return atPoint - log(q) + log(betaFraction(x, q, p)) }
    // Nearly all of the mass lies above: the whole less the part below.
    let whole =
        logBetaRemainder(p, q) + p * log(p / ((p + q) * t)) + q * log(q / ((p + q) * x))
    let below = -log(p) + log(betaFraction(t, p, q))
    return atPoint + whole + log1p(-exp(min(below - whole, 0)))
}

/// log B(p, q) − p·log(p/(p+q)) − q·log(q/(p+q)): what Stirling's formula leaves.
private func logBetaRemainder(_ p: Double, _ q: Double) -> Double {
    0.5 * log(2 * Double.pi * (1 / p + 1 / q)) + stirlingError(p) + stirlingError(q) - stirlingError(p + q)
}

/// log Γ(x) − ((x − ½)·log x − x + ½·log 2π).
private func stirlingError(_ x: Double) -> Double {
    guard x >= 12 else {
        let rough = (x - 0.5) * log(x) - x + 0.5 * log(2 * Double.pi)
        let exact: Double = lgamma(x)
        return exact - rough
    }
    let s = 1 / (x * x)
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1_260 - s * (1.0 / 1_680 - s * (1.0 / 1_188))))) / x
}

/// The continued fraction F in I_x(p, q)·B(p, q) = x^p (1−x)^q F / p; converges fast for x < (p + 1)/(p + q + 2).
private func betaFraction(_ x: Double, _ p: Double, _ q: Double) -> Double {
    let tiny = 1e-300
    func kept(_ v: Double) -> Double { abs(v) < tiny ? tiny : v }
    var c = 1.0
    var d = 1 / kept(1 - (p + q) * x / (p + 1))
    var f = d
    // The number of terms grows like the root of the greater count.
    for m in 1...200_000 {
        let k = Double(m)
        let even = k * (q - k) * x / ((p + 2 * k - 1) * (p + 2 * k))
        d = 1 / kept(1 + even * d)
        c = kept(1 + even / c)
        f *= d * c
        let odd = -(p + k) * (p + q + k) * x / ((p + 2 * k) * (p + 2 * k + 1))
        d = 1 / kept(1 + odd * d)
        c = kept(1 + odd / c)
        let step = d * c
        f *= step
        if abs(step - 1) < 1e-15 { break }
    }
    return f
}
