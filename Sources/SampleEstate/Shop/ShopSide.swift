/// Which of the two shops.
public enum ShopSide: String, Sendable, Hashable, Codable, CaseIterable {
    case old, new

    /// The first letter of its order numbers.
    var prefix: String {
        switch self {
        case .old: "O"
        case .new: "N"
        }
    }

    /// The number shoppers see for the order in this row: `N-1000001` for the first of the new shop.
    func orderNumber(row: Int64) -> String {
        "\(prefix)-\(1_000_000 + row)"
    }

    /// The row of an order number of this side, or nil when it is not one of ours.
    func row(of number: String) -> Int64? {
        guard number.hasPrefix(prefix + "-"), let value = Int64(number.dropFirst(2)), value > 1_000_000 else {
            return nil
        }
        return value - 1_000_000
    }
}
