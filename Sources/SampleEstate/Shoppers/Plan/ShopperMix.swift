/// How the people who come are mixed.
public struct ShopperMix: Sendable, Hashable {
    /// Share of sessions that are bots, 0 ... 1.
    public var bots: Double
    /// Share of people who visit the EU storefront, 0 ... 1; of the rest three in five visit US, two in five APAC.
    public var euShare: Double
    /// Share of people who come back with the cookies of an earlier visit, 0 ... 1.
    public var returning: Double
    /// Share of all sessions that submit a payment, 0 ... 1.
    public var paying: Double

    public init(bots: Double = 0.03, euShare: Double = 0.5, returning: Double = 0.1, paying: Double = 0.3) {
        self.bots = bots
        self.euShare = euShare
        self.returning = returning
        self.paying = paying
    }

    /// Refuses shares out of range.
    public func check() throws(SampleEstateError) {
        for (name, share) in [("bots", bots), ("eu-share", euShare), ("returning", returning), ("paying", paying)]
        where !(0...1).contains(share) {
            throw .badArgument(name: name, found: "\(share)", expected: "a share from 0 to 1")
        }
    }
}
