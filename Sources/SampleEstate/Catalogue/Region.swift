/// The three regional storefronts; each is a host of its own.
public enum Region: String, Sendable, Hashable, Codable, CaseIterable {
    case eu = "EU"
    case us = "US"
    case apac = "APAC"

    /// The host shoppers of this region visit.
    public var host: String {
        switch self {
        case .eu: "eu.shop.test"
        case .us: "us.shop.test"
        case .apac: "apac.shop.test"
        }
    }

    var currency: String {
        switch self {
        case .eu: "€"
        case .us: "$"
        case .apac: "A$"
        }
    }

    /// The region of a Host header: its first label decides; anything else is served as the EU storefront, so that
    /// health checks by address get an answer.
    public init(host: String?) {
        switch host?.split(separator: ".", maxSplits: 1).first?.lowercased() {
        case "us": self = .us
        case "apac": self = .apac
        default: self = .eu
        }
    }
}
