/// Where asking for a page ends, redirects followed.
public struct PageLanding: Sendable, Hashable, CustomStringConvertible {
    public enum End: Sendable, Hashable {
        case answered(status: Int)
        /// Each answer leads to one that was asked for before, or on and on.
        case ring
        /// No whole answer came.
        case failed(SideFailure)
    }

    public let end: End
    /// The last host and path that were asked for, or that lie elsewhere and were not; without a query.
    public let host: String
    public let path: String
    /// Redirects that were followed.
    public let hops: Int
    /// The answer's body is empty: as of a store whose theme is not there.
    public let isBlank: Bool

    public init(_ end: End, host: String, path: String, hops: Int = 0, isBlank: Bool = false) {
        (self.end, self.host, self.path, self.hops, self.isBlank) = (end, host, path, hops, isBlank)
    }

    /// Of what sort the end is: two pages of one sort may differ in what they say, never in whether they are there.
    public enum Sort: Sendable, Hashable {
        case good, blank, elsewhere, refused, missing, broken, ring, failed
    }

    public var sort: Sort {
        switch end {
        case .ring: .ring
        case .failed: .failed
        case .answered(let status):
            switch status {
            case ..<300: isBlank ? .blank : .good
            case 300..<400: .elsewhere
            case 404, 410: .missing
            case 400..<500: .refused
            default: .broken
            }
        }
    }

    /// `200`, `301 to other.test/shop`, `an endless redirect at /login`, or why there is no answer.
    public var description: String {
        let led = hops > 0 ? " at \(host)\(path)" : ""
        return switch end {
        case .answered(let status):
            sort == .elsewhere
                ? "\(status) to \(host)\(path)" : "\(status)\(sort == .blank ? " with an empty page" : "")\(led)"
        case .ring: "an endless redirect at \(host)\(path)"
        case .failed(let failure): "\(failure)"
        }
    }
}
