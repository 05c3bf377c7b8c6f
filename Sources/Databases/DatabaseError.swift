/// Why a database did not do what it was asked. Messages never hold a password.
public enum DatabaseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// An address that cannot be used.
    case address(String, why: String)
    /// No connection: nobody listens, the name is unknown, the account is refused.
    case connect(String, why: String)
    /// The connection broke, or nothing came for too long.
    case lost(String, why: String)
    /// The server refused a statement. `code` is the engine's own: a number or an SQLSTATE.
    case statement(String, code: String, why: String)
    case cancelled

    public var description: String {
        switch self {
        case .address(let text, let why): "\(text) is no database address: \(why)"
        case .connect(let server, let why): "\(server) cannot be reached: \(why)"
        case .lost(let server, let why): "the connection to \(server) was lost: \(why)"
        case .statement(let server, let code, let why): "\(server) refused a statement (\(code)): \(why)"
        case .cancelled: "it was cancelled"
        }
    }
}
