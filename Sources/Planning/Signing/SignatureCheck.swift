/// Makes and verifies signatures over requests with OpenSSH's own tool, so that anyone can repeat the check without
/// this program:
///
///     ssh-keygen -Y verify -f allowed_signers -I ada -n sluice -s request.sig < request
///
/// where `allowed_signers` holds the line `ada namespaces="sluice" ssh-ed25519 AAAA…`.
public struct SignatureCheck: Sendable {
    /// Keeps a signature made here from counting anywhere else.
    public static let namespace = "sluice"

    private let tool: SigningTool
    private let keys: [Person.ID: String]

    /// - Parameters:
    ///   - keys: public keys as OpenSSH writes them (`ssh-ed25519 AAAA… comment`), by person.
    ///   - tool: the signing tool, by name or path.
    public init(keys: [Person.ID: String], tool: String = "ssh-keygen") {
        self.keys = keys
        self.tool = SigningTool(tool: tool)
    }

    /// With the keys that the plan's people have.
    public init(_ plan: Plan, tool: String = "ssh-keygen") {
        self.init(keys: plan.signingKeys, tool: tool)
    }

    /// Signs a request with the private key in `keyFile`, as `person`. The key must have no passphrase, or be held by
    /// nobody else: nothing is asked on the terminal.
    public func sign(
        _ request: SigningRequest, as person: Person.ID, keyFile: String
    ) async throws(PlanningError) -> PersonSignature {
        let armoured = try await tool.sign(request.canonicalBytes, keyFile: keyFile, namespace: Self.namespace)
        return PersonSignature(person: person, armoured: armoured)
    }

    /// Verifies that a signature is this person's over this request, and nothing else about it.
    public func verify(_ signature: PersonSignature, over request: SigningRequest) async throws(PlanningError) {
        let line = try allowedSigner(signature.person)
        let trouble = try await tool.trouble(
            request.canonicalBytes, armoured: signature.armoured, allowedSigners: line,
            person: signature.person.rawValue, namespace: Self.namespace)
        if let trouble { throw .signature(.doesNotFit(signature.person, detail: trouble)) }
    }

    /// Verifies that enough people carry a request: each signature fits it, they are of different people, none of them
    /// asked for it, and it has not ended.
    ///
    /// - Parameters:
    ///   - asked: how many people must sign.
    ///   - now: the moment for which the request's end is judged.
    /// - Returns: the people who signed, in the order of the signatures.
    @discardableResult
    public func verify(
        _ signatures: [PersonSignature], over request: SigningRequest, asked: Int, now: PlanTime
    ) async throws(PlanningError) -> [Person.ID] {
        guard now < request.expires else { throw .signature(.expired(request.expires, now: now)) }
        var signed: [Person.ID] = []
        for signature in signatures {
            guard signature.person != request.requester else {
                throw .signature(.signerIsRequester(signature.person))
            }
            guard !signed.contains(signature.person) else { throw .signature(.samePerson(signature.person)) }
            try await verify(signature, over: request)
            signed.append(signature.person)
        }
        try refuseSharedKeys(signed)
        guard signed.count >= asked else { throw .signature(.tooFew(asked: asked, found: signed.count)) }
        return signed
    }

    /// The line of an `allowed_signers` file for a person, ended by a line feed.
    public func allowedSigner(_ person: Person.ID) throws(PlanningError) -> String {
        guard let key = keys[person] else { throw .signature(.noKey(person, detail: "the plan has none")) }
        guard WordForm.read(person.rawValue) != nil, let body = Self.body(of: key) else {
            throw .signature(.noKey(person, detail: "it is not a line that begins with ssh-ed25519"))
        }
        return "\(person) namespaces=\"\(Self.namespace)\" ssh-ed25519 \(body)\n"
    }

    /// Two names with one key are one person.
    private func refuseSharedKeys(_ people: [Person.ID]) throws(PlanningError) {
        var seen: Set<String> = []
        for person in people where !seen.insert(keys[person].flatMap(Self.body) ?? "").inserted {
            throw .signature(.samePerson(person))
        }
    }

    /// The key itself, without its kind and comment; nil for anything but one line with one Ed25519 key.
    private static func body(of key: String) -> String? {
        guard !key.contains(where: \.isNewline) else { return nil }
        let words = key.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count >= 2, words[0] == "ssh-ed25519",
            words[1].utf8.allSatisfy({
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 43 || $0 == 47
                    || $0 == 61
            })
        else { return nil }
        return String(words[1])
    }
}

extension Plan {
    /// Refuses a person who may not approve a stage: anybody may unless the stage names its approvers.
    public func mayApprove(_ person: Person.ID, _ stage: Stage.ID) throws(PlanningError) {
        let approvers = self.stage(stage)?.approvers.map(\.value) ?? []
        guard approvers.isEmpty || approvers.contains(person) else {
            throw .signature(.notAnApprover(person, approvers: approvers))
        }
    }

    /// The public signing keys of the plan's people.
    public var signingKeys: [Person.ID: String] {
        Dictionary(
            people.compactMap { person in person.key.map { (person.id.value, $0.value) } },
            uniquingKeysWith: { first, _ in first })
    }
}
