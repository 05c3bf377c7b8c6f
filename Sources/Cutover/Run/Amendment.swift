/// Another plan for a run that goes on: what it is, and who answers for it.
public struct Amendment: Sendable, Hashable, Codable {
    /// SHA-256 of the plan that was in force, hexadecimal.
    public var from: String
    /// The new plan as the run needs it; its digest is the new plan's.
    public var itinerary: Itinerary
    /// What changes in meaning, a line each, as the signers were shown it.
    public var changes: [String]
    /// Who asked for it; signs not.
    public var requester: String
    /// The people who signed.
    public var signers: [String]
    /// SHA-256 of the signed request, hexadecimal.
    public var requestDigest: String

    public init(
        from: String, itinerary: Itinerary, changes: [String], requester: String, signers: [String],
        requestDigest: String
    ) {
        self.from = from
        self.itinerary = itinerary
        self.changes = changes
        self.requester = requester
        self.signers = signers
        self.requestDigest = requestDigest
    }
}
