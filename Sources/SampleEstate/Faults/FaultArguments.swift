extension FaultSet {
    /// Reads faults as they are written on a command line.
    ///
    /// ```swift
    /// let faults = try FaultSet(arguments: ["payment=card:0.9", "slow=900:0.5", "noindex"])
    /// ```
    /// - Parameter arguments: `payment[=METHOD:SHARE]`, `slow[=MS:SHARE]`, `promotion`, `lost_order[=SHARE]`,
    ///   `noindex`, `error[=SHARE]`, `unauthorised[=REGION:PER_SECOND]`. Without a value: card:0.9, 900:0.5, 0.02, 0.3,
    ///   US:1.
    public init(arguments: [String]) throws(SampleEstateError) {
        self.init()
        for argument in arguments {
            let halves = argument.split(separator: "=", maxSplits: 1).map(String.init)
            let name = halves.first ?? ""
            try set(name, to: halves.count == 2 ? halves[1] : nil)
        }
        try check()
    }

    private mutating func set(_ name: String, to value: String?) throws(SampleEstateError) {
        switch name {
        case "payment":
            let (method, share) = try Self.pair(name, value ?? "card:0.9", "METHOD:SHARE, for instance card:0.9")
            guard let method = PaymentMethod(rawValue: method) else {
                throw .badArgument(name: name, found: method, expected: "card or wallet")
            }
            payment = Payment(method: method, share: try Self.number(name, share))
        case "slow":
            let (ms, share) = try Self.pair(name, value ?? "900:0.5", "MS:SHARE, for instance 900:0.5")
            slow = Slow(ms: Int(try Self.number(name, ms)), share: try Self.number(name, share))
        case "lost_order":
            lostOrder = Share(share: try Self.number(name, value ?? "0.02"))
        case "error":
            error = Share(share: try Self.number(name, value ?? "0.3"))
        case "unauthorised":
            let (region, rate) = try Self.pair(name, value ?? "US:1", "REGION:PER_SECOND, for instance US:1")
            guard let region = Region(rawValue: region.uppercased()) else {
                throw .badArgument(name: name, found: region, expected: "EU, US or APAC")
            }
            unauthorised = Unauthorised(region: region, perSecond: try Self.number(name, rate))
        case "promotion":
            promotion = try Self.flag(name, value)
        case "noindex":
            noindex = try Self.flag(name, value)
        default:
            throw .unknownFault(name: name, known: Self.names)
        }
    }

    private static func pair(_ name: String, _ text: String, _ expected: String) throws(SampleEstateError)
        -> (String, String)
    {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw .badArgument(name: name, found: text, expected: expected) }
        return (parts[0], parts[1])
    }

    private static func number(_ name: String, _ text: String) throws(SampleEstateError) -> Double {
        guard let value = Double(text), value.isFinite, value >= 0, value <= 1_000_000 else {
            throw .badArgument(name: name, found: text, expected: "a number that is not negative")
        }
        return value
    }

    private static func flag(_ name: String, _ text: String?) throws(SampleEstateError) -> Bool {
        switch text {
        case nil, "on", "true": true
        case "off", "false": false
        case .some(let other): throw .badArgument(name: name, found: other, expected: "no value, on or off")
        }
    }
}

extension FaultSet {
    /// The faults that are on, written as `init(arguments:)` reads them; empty when none is.
    public var summary: String {
        var parts: [String] = []
        if let payment { parts.append("payment=\(payment.method.rawValue):\(payment.share)") }
        if let slow { parts.append("slow=\(slow.ms):\(slow.share)") }
        if promotion == true { parts.append("promotion") }
        if let lostOrder { parts.append("lost_order=\(lostOrder.share)") }
        if noindex == true { parts.append("noindex") }
        if let error { parts.append("error=\(error.share)") }
        if let unauthorised { parts.append("unauthorised=\(unauthorised.region.rawValue):\(unauthorised.perSecond)") }
        return parts.joined(separator: " ")
    }
}
