/// A credential or permission that the cutover needs from somebody. The plan holds where the secret is, never the secret.
public struct AccessItem: Sendable {
    public typealias ID = Identifier<AccessItem>

    public enum Kind: String, Sendable, CaseIterable {
        case login, key, token, database, dns, network, certificate, mailbox, repository, other
    }

    public let id: At<ID>
    public let kind: At<Kind>
    /// The party that gives it.
    public let from: At<String>
    /// The person who receives it.
    public let to: At<Person.ID>?
    /// The first stage that cannot begin without it.
    public let before: At<Stage.ID>?
    public let due: At<PlanTime>?
    public let reference: At<SecretReference>?
    public let check: MachineCheck?
}

/// Where a secret is kept.
public enum SecretReference: Sendable, Hashable, CustomStringConvertible {
    /// A variable of the environment.
    case environment(String)
    case file(String)
    /// What a command prints. Run only where it is allowed by name, never by a `plan` command.
    case command(String)

    /// Reads `env:NAME`, `file:PATH` and `exec:COMMAND`.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let rest = String(text[text.index(after: colon)...])
        guard !rest.isEmpty, rest.utf8.count <= 1000 else { return nil }
        switch text[..<colon] {
        case "env":
            guard rest.utf8.allSatisfy({ $0 == 95 || (48...57).contains($0) || (65...90).contains($0 & 0xDF) })
            else { return nil }
            self = .environment(rest)
        case "file": self = .file(rest)
        case "exec": self = .command(rest)
        default: return nil
        }
    }

    public var description: String {
        switch self {
        case .environment(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        case .command(let command): "exec:\(command)"
        }
    }
}

extension AccessItem: PlanRecord {
    static let title = "access item"

    static func read(_ fields: inout Fields) -> AccessItem {
        AccessItem(
            id: fields.required("id", .identifier(), "How the rest of the plan names this access item."),
            kind: fields.required("kind", .choice(Kind.self), "What it is."),
            from: fields.required("from", .text, "The party that gives it."),
            to: fields.optional("to", .identifier(), "The person who receives it."),
            before: fields.optional("before", .identifier(), "The first stage that needs it."),
            due: fields.optional("due", .time, "When it must be there."),
            reference: fields.optional("reference", .secret, "Where the secret is kept: env:NAME or file:PATH."),
            check: fields.record("check", MachineCheck.self, "How a machine sees that it works."))
    }
}
