import Crypto
import Cutover
public import Foundation
public import Planning

/// Where people find what they are asked to sign, and leave their signatures.
///
/// For stage `checkout-eu`, attempt 1: `checkout-eu.1.request` holds the bytes to sign, `checkout-eu.1.json` the same as
/// a value, `checkout-eu.1.ada.sig` what `ssh-keygen -Y sign -n sluice` made of them. A signature fits this request only.
public actor ApprovalDesk {
    private let folder: RunFolder
    private let plan: RunPlan
    private let requester: String
    private let check: SignatureCheck
    private var refused: Set<String> = []

    init(folder: RunFolder, plan: RunPlan, requester: String) {
        self.folder = folder
        self.plan = plan
        self.requester = requester
        check = SignatureCheck(plan.plan)
    }

    /// Writes the request for a stage; asked again it leaves the one that stands there, since people may have signed it,
    /// unless that speaks of a plan that is not in force any more.
    nonisolated func ask(stage: String, attempt: Int, state: RunState) -> Outcome.Result {
        let request = SigningRequest(
            plan: plan.itinerary.planDigest, stage: Stage.ID(stage), serial: state.serial,
            evidence: Self.digest(of: state), decision: .approve, requester: Person.ID(requester),
            expires: PlanTime(milliseconds: Int64(state.clock) + 86_400_000))
        let file = Self.request(folder, stage, attempt)
        if let known = try? Self.read(folder, stage, attempt), known.plan == request.plan,
            FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
        {
            return .asked
        }
        do {
            // The value goes first: a request that people can see is always complete.
            let value = file.deletingPathExtension().appendingPathExtension("json")
            try RunFolder.write(Data(JournalCoding.text(request).utf8), to: value)
            try RunFolder.write(Data(request.canonicalBytes), to: file)
            return .asked
        } catch {
            return .failed(error.description)
        }
    }

    /// Signatures that have come for the stage that waits, verified, each once.
    func signed(_ state: RunState) async -> [Approval] {
        guard case .running = state.phase, let index = state.current, state.stages[index].phase == .entering,
            state.stages[index].hasAsked
        else { return [] }
        let stage = state.stages[index]
        let known = Set(stage.approvals.filter { $0.attempt == stage.attempt }.map(\.person))
        guard let request = try? Self.read(folder, stage.id, stage.attempt) else { return [] }
        var approvals: [Approval] = []
        for person in plan.plan.people.map(\.id.value) where !known.contains(person.rawValue) {
            let file = Self.signature(folder, stage.id, stage.attempt, person.rawValue)
            guard let armoured = try? String(contentsOf: file, encoding: .utf8), !refused.contains(armoured) else {
                continue
            }
            do {
                try plan.plan.mayApprove(person, Stage.ID(stage.id))
                let signature = PersonSignature(person: person, armoured: armoured)
                try await check.verify([signature], over: request, asked: 1, now: PlanTime(Date()))
                let others = known.union(approvals.map(\.person))
                if let twin = others.first(where: { sharesKey(Person.ID($0), person) }) {
                    throw PlanningError.signature(
                        .doesNotFit(person, detail: "it was made with the key that \(twin) signed with"))
                }
                approvals.append(
                    Approval(
                        stage: stage.id, attempt: stage.attempt, person: person.rawValue, requestDigest: request.digest)
                )
            } catch {
                // Said beside the signature, where the person who left it will look.
                refused.insert(armoured)
                try? RunFolder.write(Data("\(error)\n".utf8), to: file.appendingPathExtension("refused"))
            }
        }
        return approvals
    }

    /// Two names with one key are one person.
    private func sharesKey(_ one: Person.ID, _ other: Person.ID) -> Bool {
        func body(_ person: Person.ID) -> Substring? {
            plan.plan.signingKeys[person]?.split(separator: " ").dropFirst().first
        }
        return body(one) == body(other)
    }

    /// What the signer is shown: the state of every stage, hashed.
    private static func digest(of state: RunState) -> String {
        SHA256.hash(data: Data(JournalCoding.text(state.stages).utf8)).map { String(format: "%02x", $0) }.joined()
    }

    /// The request that waits for signatures.
    public static func read(
        _ folder: RunFolder, _ stage: String, _ attempt: Int
    ) throws(ConductingError) -> SigningRequest {
        let file = request(folder, stage, attempt).deletingPathExtension().appendingPathExtension("json")
        do {
            return try JSONDecoder().decode(SigningRequest.self, from: Data(contentsOf: file))
        } catch {
            throw .folder(
                path: file.path(percentEncoded: false), why: "no request for \(stage), attempt \(attempt), waits there")
        }
    }

    /// Where the bytes to sign stand.
    public static func request(_ folder: RunFolder, _ stage: String, _ attempt: Int) -> URL {
        folder.approvals.appending(path: "\(stage).\(attempt).request")
    }

    /// Where a person's signature belongs.
    public static func signature(_ folder: RunFolder, _ stage: String, _ attempt: Int, _ person: String) -> URL {
        folder.approvals.appending(path: "\(stage).\(attempt).\(person).sig")
    }
}
