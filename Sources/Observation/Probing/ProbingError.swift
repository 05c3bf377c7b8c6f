/// Why probes or mirrored reads cannot be begun as they are declared.
public enum ProbingError: Error, Sendable, Hashable, CustomStringConvertible {
    case emptyTable
    case repeated(what: String, name: String)
    case unknown(what: String, name: String, place: String)
    /// A `{name}` that no argument and no earlier capture gives.
    case unfilled(name: String, step: String, place: String)
    case nothingCompared(place: String)
    case malformed(what: String, value: String, expected: String, place: String)
    case tooMany(what: String, count: Int, limit: Int)

    public var description: String {
        switch self {
        case .emptyTable:
            "the case table is empty; give it at least one journey, one case and one compared value"
        case .repeated(let what, let name):
            "the \(what) `\(name)` is declared more than once; give each a name of its own"
        case .unknown(let what, let name, let place):
            "\(place) names the \(what) `\(name)`, which is not declared; declare it or correct the name"
        case .unfilled(let name, let step, let place):
            "\(place): `{\(name)}` in \(step) is neither an argument of the case nor captured by an earlier step; "
                + "add it to one of them"
        case .nothingCompared(let place):
            "\(place) compares nothing: its journey captures none of the compared values; capture one or drop the case"
        case .malformed(let what, let value, let expected, let place):
            "\(place): \(what) `\(value)` cannot be used; expected \(expected)"
        case .tooMany(let what, let count, let limit):
            "\(count) \(what); expected 1 to \(limit)"
        }
    }
}
