public import Cutover
import Planning

/// Who does what about the present stage, and by when.
public struct ResponseRoutine: Sendable, Hashable, Codable {
    public var stage: String
    public var owner: String
    public var decider: String
    public var executor: String
    /// The class now.
    public var wayBack: String
    /// What going back does with visitors who began on the new side.
    public var form: StageItinerary.Form
    public var isAutomatic: Bool
    public var isRoutableBack: Bool
    /// What an open incident does to the next gate; `block` where the plan says nothing.
    public var incidents: String
    /// ms that a hold may stay undecided; nil for no limit.
    public var decideWithin: Int?
    /// Who is called then; empty for nobody.
    public var escalateTo: String
    /// Since when nothing expands, ms since 1970; nil where nothing is held.
    public var heldAt: Int?
    /// When the deputy was called in this hold, ms since 1970; nil where not.
    public var calledAt: Int?

    /// When the hold must be decided, ms since 1970; nil where nothing is held or there is no limit.
    public var dueAt: Int? { heldAt.flatMap { held in decideWithin.map { held + $0 } } }

    init(_ plan: StageItinerary, _ back: WayBackNow, heldAt: Int?, calledAt: Int?) {
        (stage, owner, decider, executor) = (plan.id, plan.owner, plan.decider, plan.executor)
        (wayBack, form, isAutomatic) = (back.wayBack.rawValue, plan.form, plan.isRollbackAutomatic)
        isRoutableBack = back.isRoutable
        incidents = (plan.incidents ?? .block).rawValue
        (decideWithin, escalateTo) = (plan.decideWithin, plan.escalateTo)
        (self.heldAt, self.calledAt) = (heldAt, calledAt)
    }
}
