import Foundation

/// What a new-side session can teach at most, in nats: the yardstick of every row (`Planning` in the gates' page). Kept
/// apart from the product, so that a fault there cannot bend the yardstick too.
enum Information {
    /// Kullback–Leibler divergence of two Bernoulli distributions.
    static func divergence(_ p: Double, _ q: Double) -> Double {
        (p > 0 ? p * log(p / q) : 0) + (p < 1 ? (1 - p) * log((1 - p) / (1 - q)) : 0)
    }

    /// Against "the new side is no worse", at exposure `w`.
    static func regression(old: Double, new: Double, exposure w: Double) -> Double {
        let common = (1 - w) * old + w * new
        return divergence(new, common) + (1 - w) / w * divergence(old, common)
    }

    /// Against "the new side is worse by `margin` or more", at exposure `w`.
    static func health(old: Double, new: Double, margin: Double, exposure w: Double) -> Double {
        func cost(_ a: Double) -> Double { divergence(new, a - margin) + (1 - w) / w * divergence(old, a) }
        // Convex in a: golden section over the points where both are probabilities.
        let golden = (5.0.squareRoot() - 1) / 2
        var (low, high) = (margin + 1e-9, 1 - 1e-9)
        for _ in 0..<200 {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low))
            if cost(left) < cost(right) { high = right } else { low = left }
        }
        return cost(0.5 * (low + high))
    }

    /// The lower bound on the mean number of new-side sessions until evidence 1/α is reached.
    static func bound(alpha: Double, _ information: Double) -> Double { log(1 / alpha) / information }
}
