import Crypto
import Foundation
import Planning

extension ReportVerification {
    /// A change of the plan: the plan before it, the request that the journal names, and two signatures over it by keys
    /// of that plan.
    mutating func amendment(
        _ amendment: AmendmentReport, in folder: String, _ witness: ((String) throws -> PlanWitness)?
    ) async {
        let name = "change of the plan to \(amendment.to.prefix(12))"
        guard let witness else { return }
        let signers: [EvidenceBundle.Signer]
        do {
            let plan = try witness(folder + "/plan")
            guard plan.digest == amendment.from else {
                fail(
                    name, "digest \(plan.digest.prefix(12)), but the plan before was \(amendment.from.prefix(12))",
                    folder, mend: "put that plan's files there as they were")
                return
            }
            signers = plan.signers
        } catch {
            fail(name, "\(error)", folder, mend: "put the files of the plan before there as they were")
            return
        }
        guard let request = request(amendment, folder, name) else { return }
        let allowed = EvidenceBundle.allowed(signers, namespace: SignatureCheck.namespace)
        var keys: Set<String> = []
        for person in amendment.signers {
            let place = "\(folder)/\(person).sig"
            let trouble = await Self.trouble(
                request, signature: place, allowed: allowed, person: person, namespace: SignatureCheck.namespace)
            if let trouble {
                fail(
                    name, "the signature of \(person) does not hold: \(trouble)", place, mend: "find out who changed it"
                )
                return
            }
            if let key = SignatureText.publicKey(path: place) { keys.insert(key) }
        }
        guard keys.count >= 2, !amendment.signers.contains(amendment.requester) else {
            fail(
                name, "not signed by two people other than \(amendment.requester)", folder, mend: "do not trust the run"
            )
            return
        }
        pass(name, "signed by \(amendment.signers.joined(separator: " and "))", folder)
    }

    /// The signed bytes, if they are those that the journal names and speak of these two plans.
    private mutating func request(_ amendment: AmendmentReport, _ folder: String, _ name: String) -> Data? {
        let place = folder + "/request"
        guard let bytes = try? EvidenceBundle.read(place) else {
            fail(name, "the request is missing", place, mend: "make the bundle again with `sluice report`")
            return nil
        }
        let digest = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        let lines = Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
        let asked: Set = [
            "plan \(amendment.from)", "successor \(amendment.to)", "decision amend", "requester \(amendment.requester)",
        ]
        guard digest == amendment.requestDigest, asked.isSubset(of: lines) else {
            fail(name, "the request is not the one that was signed", place, mend: "do not trust it")
            return nil
        }
        return bytes
    }
}
