public import Gating

/// Something that happened, as the run is told of it. The journal holds every event; folding them gives the run's state.
public enum Event: Sendable, Hashable, Codable {
    /// The run begins.
    case began(Itinerary)
    /// A look at the evidence. Also how time passes.
    case evidence(EvidenceBatch)
    /// The evidence cannot be trusted, and why.
    case blinded(String)
    /// A signal that is read from the world now and then was read.
    case read(signal: String, SignalEvidence)
    /// An effect was performed, or could not be.
    case outcome(Outcome)
    /// The edge was found to do something else than it was told, and what.
    case drifted([String])
    /// The program was started again on this journal.
    case resumed
    /// A person asked for something.
    case command(Command)
    /// A person's approval, its signature verified.
    case approved(Approval)
    /// The plan was changed, and two people signed for it.
    case amended(Amendment)
}

/// What a person may ask of a run.
public struct Command: Sendable, Hashable, Codable {
    public enum Order: Sendable, Hashable, Codable {
        /// Nothing expands until `resume`.
        case hold(String)
        /// Go on. After a rollback a new version of the new side must be named.
        case resume(version: String?)
        /// Take a stage, and all later ones, back.
        case rollback(stage: String)
        /// End the run; the store goes on as it stands.
        case stop
        /// An incident was opened, is over, or is closed.
        case incident(id: String, IncidentNews)
    }

    /// Unique; a command that arrives twice is obeyed once.
    public var id: String
    /// The person who asked.
    public var by: String
    public var order: Order

    public init(id: String, by: String, order: Order) {
        self.id = id
        self.by = by
        self.order = order
    }
}

/// A verified approval of a stage.
public struct Approval: Sendable, Hashable, Codable {
    public var stage: String
    public var attempt: Int
    public var person: String
    /// SHA-256 of the signed request, hexadecimal.
    public var requestDigest: String

    public init(stage: String, attempt: Int, person: String, requestDigest: String) {
        self.stage = stage
        self.attempt = attempt
        self.person = person
        self.requestDigest = requestDigest
    }
}

/// How the performance of an effect ended.
public struct Outcome: Sendable, Hashable, Codable {
    public enum Result: Sendable, Hashable, Codable {
        /// The edge holds the exposure, in its memory and in its files, under this generation. Time in ms.
        case exposed(took: Double, generation: Int)
        /// The orders were compared.
        case compared(ExactResult)
        /// The request was written.
        case asked
        /// People were told; or it was given up, and why.
        case told(String)
        /// A stage's work was done, and what there is to say of it.
        case carriedOut(String)
        /// A stage's work cannot be done as things are: trying again changes nothing until people do.
        case refused(String)
        /// The world did not answer; the effect is tried again.
        case failed(String)
    }

    /// The effect's number.
    public var effect: Int
    public var result: Result

    public init(effect: Int, result: Result) {
        self.effect = effect
        self.result = result
    }
}
