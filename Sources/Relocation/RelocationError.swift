/// Why a step of a relocation was not done. Texts never hold a secret.
public enum RelocationError: Error, Sendable, Hashable, CustomStringConvertible {
    // Hosts

    /// The way to a host does not stand: no answer, no route, no such name.
    case unreachable(host: String, why: String)
    /// The host answers, and refuses the account.
    case refused(host: String, why: String)
    /// The host shows a key that is not the one on record.
    case strangeKey(host: String, why: String)
    /// The way to a host broke while a command ran there.
    case lost(host: String, command: String, why: String)
    /// A program that is needed is not on the host.
    case toolMissing(host: String, tool: String, mend: String)
    /// A command ended with another status than 0.
    case commandFailed(host: String, command: String, status: Int32, why: String, mend: String)
    /// A command wrote more than was expected of it.
    case tooMuch(host: String, command: String, limit: Int)
    case tooSlow(host: String, command: String, limit: Duration)
    /// A command stopped reading before everything was written to it.
    case inputNotTaken(host: String, command: String)
    /// There is no room left, or a quota is used up.
    case full(host: String, place: String, why: String)

    // What is read and what is given

    /// An answer or a file that does not read as what it should be.
    case unreadable(what: String, place: String, why: String)
    /// An argument that cannot be used; `expected` says what would do.
    case unusable(what: String, found: String, expected: String)
    /// A secret cannot be handed over, or is not where its reference says. Named, never shown.
    case secret(name: String, why: String)
    /// What was kept is not what was given: a flipped bit, a part that is gone.
    case damaged(what: String, place: String, why: String, mend: String)

    // Databases

    /// A database server does not answer, or its connection broke.
    case noDatabase(server: String, why: String)
    /// A database server refuses a statement.
    case statement(server: String, code: String, why: String, mend: String)
    /// Something stands in the way of a step that would otherwise break or lose something; each line names one and its
    /// remedy.
    case obstacles(step: String, lines: [String])
    /// Writers are still at work, or a replica is behind, after the time that was allowed.
    case notSettled(server: String, why: String, mend: String)
    /// Accounts that could still write after they were fenced, or of which that could not be checked.
    case notFenced(server: String, lines: [String])
    /// Replication stands.
    case replicaBroken(server: String, why: String, mend: String)
    /// Old and new side do not hold the same.
    case sidesDiffer(what: String, lines: [String])

    case cancelled

    public var description: String {
        switch self {
        case .unreachable(let host, let why):
            "\(host) cannot be reached: \(why); check the address, the port and the way there, then run it again"
        case .refused(let host, let why):
            "\(host) refuses the account: \(why); put the public key into its authorized_keys, or name another identity"
        case .strangeKey(let host, let why):
            "\(host) does not show the key on record: \(why); ask its owner for the key's fingerprint, then correct the "
                + "known_hosts file"
        case .lost(let host, let command, let why):
            "the connection to \(host) broke during `\(command)`: \(why); run it again, it goes on where it stood"
        case .toolMissing(let host, let tool, let mend): "\(host) has no `\(tool)`; \(mend)"
        case .commandFailed(let host, let command, let status, let why, let mend):
            "`\(command)` on \(host) ended with \(status), not 0: \(why.isEmpty ? "it says nothing" : why); \(mend)"
        case .tooMuch(let host, let command, let limit):
            "`\(command)` on \(host) wrote more than the \(limit) bytes expected; narrow what it is asked, or allow more"
        case .tooSlow(let host, let command, let limit):
            "`\(command)` on \(host) did not end within \(limit); see what the host is busy with, or allow more"
        case .inputNotTaken(let host, let command):
            "`\(command)` on \(host) ended before it had read all it was given; nothing of it counts, run it again"
        case .full(let host, let place, let why):
            "no room left at \(place) on \(host): \(why); make room, then run it again, it goes on where it stood"
        case .unreadable(let what, let place, let why): "\(what) at \(place) cannot be read: \(why)"
        case .unusable(let what, let found, let expected): "\(what) is \(found); expected is \(expected)"
        case .secret(let name, let why): "the secret \(name) cannot be used: \(why)"
        case .noDatabase(let server, let why):
            "\(server) does not answer: \(why); see that it runs, then run it again, it goes on where it stood"
        case .statement(let server, let code, let why, let mend):
            "\(server) refuses a statement (\(code)): \(why); \(mend)"
        case .obstacles(let step, let lines):
            "\(step) is not possible yet:" + lines.map { "\n  - \($0)" }.joined()
        case .notSettled(let server, let why, let mend): "\(server) did not come to rest: \(why); \(mend)"
        case .notFenced(let server, let lines):
            "\(server) is not fenced; authority must not move:" + lines.map { "\n  - \($0)" }.joined()
        case .replicaBroken(let server, let why, let mend): "replication on \(server) stands: \(why); \(mend)"
        case .sidesDiffer(let what, let lines):
            "\(what) differ between old and new; nothing was handed over:" + lines.map { "\n  - \($0)" }.joined()
        case .damaged(let what, let place, let why, let mend): "\(what) at \(place) is damaged: \(why); \(mend)"
        case .cancelled: "it was stopped; run it again, it goes on where it stood"
        }
    }

    /// Trying again a little later may help: the way there or the place failed, not what was asked.
    public var isPassing: Bool {
        switch self {
        case .unreachable, .lost, .tooSlow, .noDatabase, .notSettled: true
        default: false
        }
    }
}
