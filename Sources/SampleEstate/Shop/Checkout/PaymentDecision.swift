/// Whether the payment service takes a payment.
enum PaymentDecision {
    /// About three payments in a hundred are refused for good reasons of their own, on both sides alike: the key
    /// decides, so the same payment is refused by either shop.
    static func refusedByItself(key: String) -> Bool {
        StableHash.of(key) % 100 < 3
    }

    /// The decision under the planted faults.
    static func refuses(key: String, method: PaymentMethod, faults: FaultSet) -> Bool {
        if refusedByItself(key: key) { return true }
        guard let fault = faults.payment, fault.method == method else { return false }
        return FaultSwitch.strikes(fault.share)
    }
}
