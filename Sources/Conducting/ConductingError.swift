public import Journaling
public import Traffic

/// Why a run cannot go on.
public enum ConductingError: Error, Sendable, CustomStringConvertible {
    /// The journal cannot be used.
    case journal(JournalError)
    /// A row of it is no event of ours.
    case history(RunHistory.Unreadable)
    /// The edge cannot be driven.
    case edge(TrafficError)
    /// The plan asks for something that this program or this edge cannot do.
    case plan(what: String, at: String, mend: String)
    /// A file of the run's folder cannot be read or written.
    case folder(path: String, why: String)
    /// A rehearsal's plan was pointed at something that is no rehearsal's estate.
    case notARehearsal(why: String)
    /// The plan is another one than the run's: what is different, why the run does not go on with it, and how it would.
    case changedPlan(difference: String, why: String, mend: String)

    public var description: String {
        switch self {
        case .journal(let error): error.description
        case .history(let error): error.description
        case .edge(let error): "\(error)"
        case .plan(let what, let at, let mend): "\(at): \(what)\n  mend: \(mend)"
        case .folder(let path, let why): "\(path): \(why); check the folder's owner and the room on its disk"
        case .changedPlan(let difference, let why, let mend):
            "this is another plan than the run's\n\(difference)\(why)\n  mend: \(mend)"
        case .notARehearsal(let why):
            "the plan says `rehearsal: true`, and runs only against an estate that a rehearsal started: \(why)"
                + "\n  mend: use `sluice rehearse`, or a plan with real dwell, milestones and margins"
        }
    }
}
