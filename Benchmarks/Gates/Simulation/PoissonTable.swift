import Foundation

/// Poisson numbers of one mean, by inversion of a table; exact to the last digits of a Double.
struct PoissonTable: Sendable {
    private let cumulative: [Double]
    // Where to begin looking for the numbers of each 1/256 of the unit interval.
    private let guide: [Int]

    /// - Parameter mean: 0…600; above, e^−mean is too small for a Double.
    init(mean: Double) {
        precondition(mean >= 0 && mean <= 600, "a Poisson mean of \(mean) is outside 0…600")
        var term = exp(-mean)
        var sum = term
        var list = [sum]
        let last = Int(mean + 12 * mean.squareRoot() + 30)
        for k in 1...last {
            term *= mean / Double(k)
            sum += term
            list.append(sum)
        }
        list[last] = 1
        cumulative = list
        guide = (0..<256).map { slice in list.firstIndex { $0 > Double(slice) / 256 } ?? last }
    }

    @inline(__always)
    func draw(_ dice: inout RunDice) -> Int {
        let u = dice.uniform()
        var k = guide[Int(u * 256)]
        while cumulative[k] <= u, k < cumulative.count - 1 { k += 1 }
        return k
    }
}
