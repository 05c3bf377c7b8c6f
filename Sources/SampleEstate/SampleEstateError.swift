/// Everything that can go wrong around the sample estate; each case says what was expected, what was found, where, and
/// what to do next.
public enum SampleEstateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// An argument or a field of a request is outside its range.
    case badArgument(name: String, found: String, expected: String)
    /// A fault of this name does not exist.
    case unknownFault(name: String, known: [String])
    /// The program `sample-estate` is not where it was looked for.
    case executableMissing(path: String)
    /// The system refused to start a process; `code` is an `errno`.
    case spawnFailed(path: String, code: Int32)
    /// A process was started but did not say `listening` in time; `tail` is the end of its log.
    case didNotServe(name: String, log: String, tail: String)
    /// A process did not end although it was told to, and then killed.
    case stillRunning(pid: Int32, seconds: Double)
    /// A file could not be read or written.
    case fileUnusable(path: String, reason: String)
    /// An HTTP service answered something else than was expected.
    case badAnswer(url: String, status: Int, body: String)
    /// An HTTP service did not answer at all.
    case unreachable(url: String, reason: String)
    /// No free port was found on 127.0.0.1; `code` is an `errno`.
    case noFreePort(code: Int32)

    public var description: String {
        switch self {
        case .badArgument(let name, let found, let expected):
            "\(name): expected \(expected), found '\(found)'. Correct the value and try again."
        case .unknownFault(let name, let known):
            "there is no fault '\(name)'. Known faults: \(known.joined(separator: ", "))."
        case .executableMissing(let path):
            "no program at \(path). Build it first: swift build -c release --product sample-estate."
        case .spawnFailed(let path, let code):
            "could not start \(path): error \(code) of the system. Check that it is executable and memory is left."
        case .didNotServe(let name, let log, let tail):
            "\(name) did not begin to serve. Read its log \(log); it ends with: \(tail)"
        case .stillRunning(let pid, let seconds):
            "process \(pid) is still running \(seconds) s after it was told to end. End it by hand: kill -9 \(pid)."
        case .fileUnusable(let path, let reason):
            "cannot use the file \(path): \(reason). Check the folder, its owner and the free space."
        case .badAnswer(let url, let status, let body):
            "\(url) answered \(status): \(body.prefix(200)). Check the address and the token."
        case .unreachable(let url, let reason):
            "\(url) did not answer: \(reason). Check that the process runs and listens there."
        case .noFreePort(let code):
            "no free port on 127.0.0.1: error \(code) of the system. Close some programs and try again."
        }
    }
}
