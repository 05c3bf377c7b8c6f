import Conducting
import Console
import Gating
import Journaling
import Notices
import Observation
import Planning
import Reconciliation
import Relocation
import Reporting
import Rewriting
import SampleEstate
import Traffic

/// An error on its way out: one message and one of the documented exit codes.
struct Failure: Error {
    enum Code: Int32 {
        /// The thing checked falls short.
        case short = 1
        /// Unusable input or arguments.
        case unusable = 2
        /// A port, a server or a disk did not answer.
        case world = 3
        /// Refused for safety.
        case refused = 4
    }

    let message: String
    let code: Code

    init(_ message: String, _ code: Code) {
        self.message = message
        self.code = code
    }

    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as ConductingError: self.init(error)
        case let error as JournalError: self.init(error.description, Self.code(of: error))
        case let error as RunHistory.Unreadable: self.init(error.description, .unusable)
        case let error as PlanningError: self.init(error.description, Self.code(of: error))
        case let error as TrafficError: self.init("\(error)", Self.code(of: error))
        case let error as RingSource.Problem: self.init(error.description, .world)
        case let error as SampleEstateError: self.init(error.description, .world)
        case let error as CouldNotCheck: self.init(error.description, .world)
        case let error as RelocationError: self.init(error.description, Self.code(of: error))
        case let error as RewritingError: self.init(error.description, Self.code(of: error))
        case let error as ReportingError: self.init(error.description, .unusable)
        case let error as ConsoleError: self.init(error.description, .world)
        case let error as NoticeError: self.init(error.description, .world)
        case let error as GateVectors.Problem: self.init(error.description, .unusable)
        default: self.init("\(error)", .world)
        }
    }

    private init(_ error: ConductingError) {
        switch error {
        case .journal(let error): self.init(error.description, Self.code(of: error))
        case .history: self.init(error.description, .unusable)
        case .edge(let error): self.init("\(error)", Self.code(of: error))
        case .plan: self.init(error.description, .unusable)
        case .folder: self.init(error.description, .world)
        case .notARehearsal, .changedPlan: self.init(error.description, .refused)
        }
    }

    private static func code(of error: JournalError) -> Code {
        switch error {
        case .missing, .notAJournal, .broken: .unusable
        case .anotherPlan: .refused
        case .inUse, .full, .unusable: .world
        }
    }

    private static func code(of error: RelocationError) -> Code {
        switch error {
        case .unusable, .secret, .unreadable: .unusable
        case .obstacles, .notFenced, .sidesDiffer: .refused
        default: .world
        }
    }

    private static func code(of error: RewritingError) -> Code {
        if case .stream = error { .world } else { .unusable }
    }

    private static func code(of error: TrafficError) -> Code {
        switch error {
        case .topologyInvalid, .policyInvalid: .unusable
        default: .world
        }
    }

    private static func code(of error: PlanningError) -> Code {
        switch error {
        case .refused: .unusable
        case .signature: .refused
        case .toolFailed, .file: .world
        }
    }
}
