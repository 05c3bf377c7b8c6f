/// What people are asked to put their names to: one decision, about one stage, in one state of one run, on the ground
/// of certain evidence, until a time. A signature over one request says nothing about any other.
public struct SigningRequest: Sendable, Hashable, Codable {
    public enum Decision: String, Sendable, Hashable, Codable, CaseIterable {
        /// The stage may begin, or its next step open.
        case approve
        case refuse
        case hold
        case resume
        /// The stage is taken back.
        case rollBack = "roll-back"
        /// The report is accepted as a true account.
        case signOff = "sign-off"
        /// The run goes on with another plan.
        case amend
    }

    /// SHA-256 of the plan, in hex; see ``Plan/digest``.
    public let plan: String
    /// SHA-256 of the plan that is to take its place, in hex; nil for every decision but `amend`.
    public let successor: String?
    /// The stage decided about; nil for the run as a whole, as with its report.
    public let stage: Stage.ID?
    /// The serial of the run's state when it was asked.
    public let serial: Int
    /// SHA-256 of the evidence shown to the signer, in hex.
    public let evidence: String
    public let decision: Decision
    /// Who asks. A person, or the run itself when its machinery asks.
    public let requester: Person.ID
    /// The moment from which a signature no longer counts.
    public let expires: PlanTime

    public init(
        plan: String, successor: String? = nil, stage: Stage.ID?, serial: Int, evidence: String, decision: Decision,
        requester: Person.ID, expires: PlanTime
    ) {
        self.plan = plan
        self.successor = successor
        self.stage = stage
        self.serial = serial
        self.evidence = evidence
        self.decision = decision
        self.requester = requester
        self.expires = expires
    }

    /// The bytes that are signed: eight lines of ASCII, nine where there is a successor, each a name, a space and a value, each ended by a line feed.
    ///
    ///     sluice-signing-request 1
    ///     plan 9f86d0…
    ///     stage checkout-eu
    ///     serial 17
    ///     evidence 2c26b4…
    ///     decision approve
    ///     requester ada
    ///     expires 1795262400000
    ///
    /// The ninth is `successor` and its digest. A stage that is nil is written `-`; `expires` is in milliseconds since 1970 UTC. In values every byte that is
    /// not a letter, a digit, a dot, an underscore or a dash inside the value is written `%` and two hex digits, so
    /// that different requests never have the same bytes.
    public var canonicalBytes: [UInt8] {
        let lines =
            [
                "sluice-signing-request 1",
                "plan \(Self.escape(plan))",
                "stage \(stage.map { Self.escape($0.rawValue) } ?? "-")",
                "serial \(serial)",
                "evidence \(Self.escape(evidence))",
                "decision \(decision.rawValue)",
                "requester \(Self.escape(requester.rawValue))",
                "expires \(expires.milliseconds)",
            ] + (successor.map { ["successor \(Self.escape($0))"] } ?? [])
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// SHA-256 of the canonical bytes, in hex: the request's name in a journal.
    public var digest: String { Hex.sha256(canonicalBytes) }

    private static func escape(_ value: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for (place, byte) in value.utf8.enumerated() {
            let isDash = byte == UInt8(ascii: "-") && place > 0
            let isPlain = Character(UnicodeScalar(byte)).isASCII && isLetterOrDigit(byte)
            if isDash || isPlain || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}

/// One person's signature over a request.
public struct PersonSignature: Sendable, Hashable, Codable {
    public let person: Person.ID
    /// As `ssh-keygen -Y sign` writes it: an armoured text.
    public let armoured: String

    public init(person: Person.ID, armoured: String) {
        self.person = person
        self.armoured = armoured
    }
}
