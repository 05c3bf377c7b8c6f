/// Why signatures over a request do not carry it.
public enum SignatureProblem: Sendable, Hashable, CustomStringConvertible {
    case expired(PlanTime, now: PlanTime)
    /// Nobody of this name, or no usable key, in the plan.
    case noKey(Person.ID, detail: String)
    /// The signer asked for it.
    case signerIsRequester(Person.ID)
    /// One person signed twice where two are asked.
    case samePerson(Person.ID)
    /// The signature is not this person's over this request.
    case doesNotFit(Person.ID, detail: String)
    case tooFew(asked: Int, found: Int)
    /// The plan names the people who may approve, and this is none of them.
    case notAnApprover(Person.ID, approvers: [Person.ID])

    public var description: String {
        switch self {
        case .expired(let expires, let now):
            "the request ended at \(expires), and it is \(now). Ask again."
        case .noKey(let person, let detail):
            "\(person) has no key to sign with: \(detail). Put the public key (ssh-ed25519) under `people`."
        case .signerIsRequester(let person):
            "\(person) asked for this decision and cannot sign it. Someone else must sign."
        case .samePerson(let person):
            "\(person) signed twice. Two different people must sign."
        case .doesNotFit(let person, let detail):
            "the signature is not \(person)'s over this request: \(detail). Sign this request, with this person's key."
        case .notAnApprover(let person, let approvers):
            "\(person) may not approve this stage. It names \(approvers.map(\.rawValue).joined(separator: ", ")): have one "
                + "of them sign."
        case .tooFew(let asked, let found):
            "\(found) of \(asked) signatures are there. Ask the others to sign."
        }
    }
}
