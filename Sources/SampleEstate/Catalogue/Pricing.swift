/// What a cart costs.
public enum Pricing {
    /// The only promotion there is; it takes ten per cent off.
    public static let promotion = "TEN"

    /// The sum to pay, in cents.
    /// - Parameters:
    ///   - lines: price of one piece in cents, and pieces.
    ///   - promotion: the code the shopper typed; letter case does not matter, an unknown one takes nothing off.
    ///   - wrongPromotion: the planted fault: one per cent instead of ten.
    public static func total(
        lines: [(price: Int, quantity: Int)], promotion: String, wrongPromotion: Bool = false
    ) -> Int {
        let sum = lines.reduce(0) { $0 + $1.price * $1.quantity }
        guard promotion.uppercased() == Self.promotion else { return sum }
        // Half a cent is rounded in the shopper's favour.
        return sum - (sum * (wrongPromotion ? 1 : 10) + 50) / 100
    }

    /// Cents as people read them: `1234` is `12.34`.
    public static func text(_ cents: Int) -> String {
        let rest = cents % 100
        return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
