/// A log file cannot be followed.
public enum FileTrouble: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(String, String)
    case offsetsUnreadable(String, String)
    case offsetsUnwritable(String, String)
    /// Both sides name the same file.
    case sameFile(String)

    public var description: String {
        switch self {
        case .unreadable(let path, let why):
            "the log \(path) cannot be read (\(why)); let the user that runs sluice read it"
        case .offsetsUnreadable(let path, let why):
            "\(path) should say how far a log was read and does not (\(why)); remove it, and reading begins at the "
                + "log's end"
        case .offsetsUnwritable(let path, let why):
            "how far a log was read cannot be written to \(path) (\(why)); give a folder that can be written"
        case .sameFile(let path):
            "both sides name the log \(path), which cannot tell them apart; name one file for each side"
        }
    }
}
