/// Why a signal could not be read. Not the same as a signal that is bad: no verdict rests on it.
///
/// Every text says what was expected, what was found, where, and what to do; addresses are shown without anything secret.
public enum ReadingFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// A server gave no answer at all, or not in time.
    case noAnswer(String, why: String)
    /// A server answered, but not with what was asked.
    case refused(String, status: Int, said: String)
    /// The answer, file or setting is not what it should be.
    case notUnderstood(String, expected: String, found: String, mend: String)
    /// What was found was made too long ago; both in ms.
    case stale(String, age: Int, limit: Int, mend: String)
    /// Another machine's clock is not ours; in ms, positive where it is ahead.
    case clock(String, ahead: Int)
    /// A secret could not be had from where it is kept.
    case secret(String, why: String, mend: String)
    /// A file could not be read.
    case file(String, why: String, mend: String)
    /// The reading was called off.
    case stopped(String)

    public var description: String {
        switch self {
        case .noAnswer(let place, let why):
            "could not check: \(place) does not answer (\(why)); is it running, and may this machine reach it?"
        case .refused(let place, let status, let said):
            "could not check: \(place) answers \(status)\(said.isEmpty ? "" : " (\(said))"); \(Self.mend(status))"
        case .notUnderstood(let place, let expected, let found, let mend):
            "could not check: \(place): expected \(expected), found \(found); \(mend)"
        case .stale(let place, let age, let limit, let mend):
            "could not check: \(place) is \(ShownText.span(age)) old, at most \(ShownText.span(limit)); \(mend)"
        case .clock(let place, let ahead):
            "could not check: the clock of \(place) is \(ShownText.span(abs(ahead))) "
                + "\(ahead > 0 ? "ahead of" : "behind") ours; set both clocks from the same source"
        case .secret(let reference, let why, let mend): "could not check: no secret in \(reference) (\(why)); \(mend)"
        case .file(let path, let why, let mend): "could not check: \(path) \(why); \(mend)"
        case .stopped(let place): "could not check: reading \(place) was called off; read it again"
        }
    }

    private static func mend(_ status: Int) -> String {
        switch status {
        case 300..<400: "write the address that it points to"
        case 401, 403: "is the token right, and does it allow reading?"
        case 404, 410: "is the address right?"
        case 429: "read it less often"
        case 500...: "its own log says why"
        default: "is the question right?"
        }
    }
}
