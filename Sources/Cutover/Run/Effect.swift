/// Something to be done to the world. Journalled as an intent before it is performed, and idempotent: performed twice it
/// leaves the same world.
public struct Effect: Sendable, Hashable, Codable {
    public enum Action: Sendable, Hashable, Codable {
        /// Make the edge do exactly this.
        case expose(Exposure, Heading)
        /// Compare every acknowledged order with both sides.
        case compareOrders
        /// Write the request that people sign to let the stage begin.
        case askApproval(stage: String, attempt: Int)
        /// Tell people. Delivered at least once; the effect's number lets a receiver tell a repeat.
        case tell(Notice)
        /// Do something for a stage besides traffic. It may take hours; killed, it goes on where it stood.
        case carryOut(StageWork, stage: String)
    }

    /// Whether exposure grows or shrinks: it decides what is written first.
    public enum Heading: String, Sendable, Hashable, Codable {
        case forward
        case back
    }

    /// Unique in the run, ascending.
    public var id: Int
    public var action: Action

    public init(id: Int, action: Action) {
        self.id = id
        self.action = action
    }
}
