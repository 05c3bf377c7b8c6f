/// A log cannot be read as what it was taken for.
public enum AccessLogError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no line to tell the format by.
    case empty
    /// No format fits the first lines: the first that fails, the format that came furthest in it, and where it stopped.
    case unknownFormat(line: Int, found: String, nearest: LogFormatName, fault: LineFault)

    public var description: String {
        switch self {
        case .empty: "the log has no whole line yet to tell its format by; name the format, or wait for traffic"
        case .unknownFormat(let line, let found, let nearest, let fault):
            "line \(line) is of no known log format; read as \(nearest.rawValue), \(fault), found \(found); "
                + "write the log as one of \(LogFormatName.allCases.map(\.rawValue).joined(separator: ", ")), "
                + "or name the format of a log whose first lines are something else"
        }
    }
}
