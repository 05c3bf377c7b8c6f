/// Why the journal cannot be used.
public enum JournalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No journal stands there.
    case missing(path: String)
    /// The file is no journal, or one of another format.
    case notAJournal(path: String, found: String)
    /// Another process writes to it.
    case inUse(path: String)
    /// It belongs to another plan.
    case anotherPlan(path: String, expected: String, found: String)
    /// A row's hash does not fit.
    case broken(path: String, sequence: Int, what: String)
    /// The disk is full, or the file may not grow.
    case full(path: String)
    /// Anything else that SQLite said.
    case unusable(path: String, what: String)

    public var description: String {
        switch self {
        case .missing(let path):
            "there is no journal at \(path); begin a run with `sluice run start`"
        case .notAJournal(let path, let found):
            "\(path) is not a journal of this program (\(found)); name another folder with --dir"
        case .inUse(let path):
            "another process writes to \(path); end it first, or watch it with `sluice run status`"
        case .anotherPlan(let path, let expected, let found):
            "\(path) belongs to another plan: expected digest \(expected.prefix(12)), found \(found.prefix(12)); "
                + "go on with the plan it was begun with, or begin a new run in another folder"
        case .broken(let path, let sequence, let what):
            "row \(sequence) of \(path) was changed after it was written: \(what); nothing after it can be trusted; "
                + "restore the file from a copy, nothing was altered"
        case .full(let path):
            "no room to write \(path): nothing was decided or done; free space on that disk and start again"
        case .unusable(let path, let what):
            "\(path) cannot be used: \(what)"
        }
    }
}
