/// Values in ascending order.
struct SortedPoints: Sendable {
    private(set) var values: [Double] = []

    func place(of point: Double) -> (below: Int, equal: Int) {
        let below = first { $0 >= point }
        return (below, first { $0 > point } - below)
    }

    /// Returns how many equal points were there already.
    mutating func insert(_ point: Double) -> Int {
        let place = place(of: point)
        values.insert(point, at: place.below)
        return place.equal
    }

    private func first(where reached: (Double) -> Bool) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if reached(values[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
