import Cutover

/// A plan that took the place of the one before while the run went on.
public struct AmendmentReport: Sendable, Hashable, Codable {
    /// The digests of the two plans.
    public var from: String
    public var to: String
    /// What changed in meaning, a line each.
    public var changes: [String]
    public var requester: String
    public var signers: [String]
    /// SHA-256 of what was signed, hexadecimal.
    public var requestDigest: String
    public var mark: Mark

    init(_ amendment: Amendment, _ mark: Mark) {
        (from, to) = (amendment.from, amendment.itinerary.planDigest)
        (changes, requester) = (amendment.changes, amendment.requester)
        (signers, requestDigest) = (amendment.signers, amendment.requestDigest)
        self.mark = mark
    }
}
