/// Why something could not be compared. Not the same as a difference, and never *equal*.
public enum CouldNotCheck: Error, Sendable, Hashable, CustomStringConvertible {
    case noAnswer(String, String)
    case refused(String, Int)
    case notOrders(String, String)
    case file(String, String)
    /// A store (named without secrets) did not answer, or its connection was lost.
    case store(String, why: String)
    /// A question that the store refused: wrong rights, no such table, a type that it cannot read.
    case question(String, why: String, mend: String)
    /// A password or token is not where its reference says; the whole sentence.
    case secret(String)
    /// The mapping does not fit the two tables.
    case mapping(String, why: String, mend: String)
    /// The store was under too much load for too long.
    case tooBusy(String, why: String)
    case cancelled

    public var description: String {
        switch self {
        case .noAnswer(let url, let why): "could not check: \(url) does not answer (\(why))"
        case .refused(let url, let status): "could not check: \(url) answers \(status); is the token right?"
        case .notOrders(let url, let why): "could not check: \(url) does not speak the orders API (\(why))"
        case .file(let path, let why): "could not check: \(path) cannot be read (\(why))"
        case .store(let name, let why): "could not check: \(name) does not answer (\(why))"
        case .question(let name, let why, let mend): "could not check: \(name) refuses (\(why)); \(mend)"
        case .secret(let why): why
        case .mapping(let table, let why, let mend): "could not check: \(table): \(why); \(mend)"
        case .tooBusy(let name, let why):
            "could not check: \(name) is too busy (\(why)); try again later, or allow more"
        case .cancelled: "could not check: it was stopped"
        }
    }

    /// Asking again a little later may help: the store or the way to it failed, not the question.
    public var isPassing: Bool {
        switch self {
        case .noAnswer, .store: true
        default: false
        }
    }
}
