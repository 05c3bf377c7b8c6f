/// Why a report of incidents cannot be used, or cannot be had.
public enum IncidentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The body is no JSON object.
    case notJSON(source: String)
    /// A member is missing or wrong; `at` is where, as `alerts[2].fingerprint`.
    case member(source: String, at: String, expected: String, found: String)
    /// The address or port cannot be listened on.
    case cannotListen(String, why: String)

    public var description: String {
        switch self {
        case .notJSON(let source):
            "\(source)'s report is no JSON object; is it \(source) that sends it, with its own body?"
        case .member(let source, let at, let expected, let found):
            "\(source)'s report: expected \(expected) at \(at), found \(found); is its version one that Sluice reads?"
        case .cannotListen(let place, let why):
            "cannot listen for incidents on \(place) (\(why)); is another run using it? end that run, or give another port"
        }
    }
}
