#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// log Σ exp(x), exact to a few units in the last place, −∞ for an empty sum.
@inline(__always)
func logSum(_ values: SIMD8<Double>) -> Double {
    var top = -Double.infinity
    for i in values.indices { top = max(top, values[i]) }
    guard top > -.infinity else { return top }
    var sum = 0.0
    for i in values.indices { sum += exp(values[i] - top) }
    return top + log(sum)
}

/// log(eᵃ + eᵇ).
@inline(__always)
func logAdd(_ a: Double, _ b: Double) -> Double {
    let (low, high) = a < b ? (a, b) : (b, a)
    guard low > -.infinity else { return high }
    return high + log1p(exp(low - high))
}

/// x · log y, and 0 where x is 0 whatever y is.
@inline(__always)
func xlogy(_ x: Double, _ y: Double) -> Double { x == 0 ? 0 : x * log(y) }

/// The probability whose odds are `factor` times the odds of `p`.
@inline(__always)
func shiftOdds(_ p: Double, by factor: Double) -> Double { factor * p / (1 - p + factor * p) }
