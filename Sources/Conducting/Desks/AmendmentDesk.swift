import Crypto
public import Cutover
public import Foundation
public import Planning
import Traffic

/// Where a changed plan waits for two people to sign it, while the run that it would change stands still.
///
/// For a run whose state has serial 17: `17.3fa4b1c2d3e4f506.request` holds the bytes to sign, `.json` the same as a
/// value, `.difference.txt` what changes in meaning, `.ada.sig` what `ssh-keygen -Y sign -n sluice` made of the request. A request
/// fits one state of the run: once the run has gone on with its plan, people are asked anew.
public struct AmendmentDesk: Sendable {
    /// How many people must sign.
    public static let asked = 2
    private static let lifetime: Int64 = 86_400_000

    private let folder: RunFolder
    private let state: RunState
    private let plan: Plan

    /// - Parameters:
    ///   - state: the run now.
    ///   - inForce: the run's plan now; only signatures by the keys in it count.
    public init(_ folder: RunFolder, state: RunState, inForce: Plan) {
        self.folder = folder
        self.state = state
        plan = inForce
    }

    /// What lets the run go on with another plan: verified signatures of two people. Where they are missing they are
    /// asked for.
    ///
    /// - Throws: ``ConductingError/changedPlan(difference:why:mend:)`` with what changes in meaning, where the plan cannot
    ///   be applied to what was done already, or is not signed.
    public func accept(
        _ other: RunPlan, requester: String, now: PlanTime = .now
    ) async throws(ConductingError) -> Amendment {
        let difference = PlanDifference(from: plan, to: other.plan)
        let back =
            "put the plan back as it was (\(KeptPlans(folder).place(of: plan.digest).path(percentEncoded: false)))"
        if let why = try refusal(of: other) {
            throw .changedPlan(difference: difference.text, why: "it cannot be taken: \(why)", mend: back)
        }
        let request = try standing(other, difference, requester, now)
        let (signers, notes) = await signed(request, now)
        guard signers.count >= Self.asked else {
            let dir = folder.path.hasSuffix("/") ? String(folder.path.dropLast()) : folder.path
            throw .changedPlan(
                difference: difference.text,
                why: "\(signers.count) of \(Self.asked) signatures are there"
                    + notes.map { "\n  \($0)" }.joined(),
                mend: "\(back), or have two people other than \(request.requester) sign and start again: "
                    + "sluice run amend --dir \(dir) --person PERSON --key FILE")
        }
        return Amendment(
            from: plan.digest, itinerary: other.itinerary, changes: difference.changes.map(\.description),
            requester: request.requester.rawValue, signers: signers.map(\.rawValue), requestDigest: request.digest)
    }

    /// Why a plan cannot be applied to the run as it stands; nil where it can.
    private func refusal(of other: RunPlan) throws(ConductingError) -> String? {
        if let why = state.refusal(of: other.itinerary) { return why }
        let place = EdgeAddress(port: 1)
        let (before, after) = (
            try RunPlan(plan).topology(listen: place, logPort: 1), try other.topology(listen: place, logPort: 1)
        )
        return before == after
            ? nil
            : "the edge was configured for other shops, units or steps of flows; those can change in a new run only"
    }

    /// Requests that wait for signatures, for the state the run is in.
    public func waiting() -> [SigningRequest] {
        let files = try? FileManager.default.contentsOfDirectory(at: folder.amendments, includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .compactMap { Self.read($0) }
            .filter { $0.serial == state.serial && $0.plan == plan.digest && $0.decision == .amend }
    }

    /// The request for a plan, as it stands or newly written.
    private func standing(
        _ other: RunPlan, _ difference: PlanDifference, _ requester: String, _ now: PlanTime
    ) throws(ConductingError) -> SigningRequest {
        let digest = other.itinerary.planDigest
        if let known = waiting().first(where: { $0.successor == digest }), now < known.expires { return known }
        let text = Data("plan \(plan.digest)\nsuccessor \(digest)\n\n\(difference.text)".utf8)
        let request = SigningRequest(
            plan: plan.digest, successor: digest, stage: nil, serial: state.serial,
            evidence: SHA256.hash(data: text).map { String(format: "%02x", $0) }.joined(), decision: .amend,
            requester: Person.ID(requester), expires: PlanTime(milliseconds: now.milliseconds + Self.lifetime))
        // What people are to read goes first: a request that they can see is always complete.
        try RunFolder.write(text, to: file(request, "difference.txt"))
        try RunFolder.write(Data(JournalCoding.text(request).utf8), to: file(request, "json"))
        try RunFolder.write(Data(request.canonicalBytes), to: file(request, "request"))
        return request
    }

    /// The people whose signatures hold, and what is wrong with the others.
    private func signed(_ request: SigningRequest, _ now: PlanTime) async -> (people: [Person.ID], notes: [String]) {
        let check = SignatureCheck(plan)
        var (signatures, notes): ([PersonSignature], [String]) = ([], [])
        for person in plan.people.map(\.id.value) {
            guard let armoured = try? String(contentsOf: signature(request, person.rawValue), encoding: .utf8) else {
                continue
            }
            let one = PersonSignature(person: person, armoured: armoured)
            do {
                // With those before, so that one person under two names is found.
                try await check.verify(signatures + [one], over: request, asked: signatures.count + 1, now: now)
                signatures.append(one)
            } catch {
                notes.append(error.description)
            }
        }
        return (signatures.map(\.person), notes)
    }

    /// What changes in meaning, as people are asked to sign it.
    public func difference(_ request: SigningRequest) -> String {
        (try? String(contentsOf: file(request, "difference.txt"), encoding: .utf8)) ?? ""
    }

    /// Where a person's signature belongs.
    public func signature(_ request: SigningRequest, _ person: String) -> URL { file(request, "\(person).sig") }

    private func file(_ request: SigningRequest, _ ending: String) -> URL {
        folder.amendments.appending(path: "\(request.serial).\((request.successor ?? "").prefix(16)).\(ending)")
    }

    private static func read(_ file: URL) -> SigningRequest? {
        (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(SigningRequest.self, from: $0) }
    }
}

extension AmendmentDesk {
    /// The files of an amendment that was taken: the request, what changed, and the signatures; for those who check it.
    /// - Parameter digest: of the request.
    public static func files(of digest: String, in folder: RunFolder) -> [(ending: String, bytes: Data)] {
        let all = (try? FileManager.default.contentsOfDirectory(at: folder.amendments, includingPropertiesForKeys: nil))
        let files = (all ?? []).sorted { $0.lastPathComponent < $1.lastPathComponent }
        guard let value = files.first(where: { $0.pathExtension == "json" && read($0)?.digest == digest }) else {
            return []
        }
        let stem = value.deletingPathExtension().lastPathComponent + "."
        return files.compactMap { file in
            let name = file.lastPathComponent
            guard name.hasPrefix(stem), let bytes = try? Data(contentsOf: file) else { return nil }
            return (String(name.dropFirst(stem.count)), bytes)
        }
    }
}
