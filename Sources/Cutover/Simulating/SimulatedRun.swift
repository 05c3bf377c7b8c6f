/// How one simulated attempt at a stage went. Times are ms after its first step opened.
public struct SimulatedRun: Sendable, Hashable, Codable {
    public enum Ending: String, Sendable, Hashable, Codable, CaseIterable {
        /// A regression was found, and exposure went back.
        case takenBack
        /// A regression was found, and people have to decide what follows.
        case held
        /// All steps were proven.
        case done
        /// Nothing was decided in the time there was.
        case undecided
    }

    public var ending = Ending.undecided
    public var endedAt = 0
    /// When a regression was found, and in what.
    public var foundAt: Int?
    public var foundIn: String?
    /// The step that was open when the drop began, from 0; nil where it never began while the stage was open.
    public var stepOfDrop: Int?
    /// Whether exposure grew after the drop had begun.
    public var grewInDrop = false
    /// Units of the drop's signal that went wrong because of it, and the orders lost with them.
    public var lostUnits = 0
    public var lostOrders = 0.0
    /// How long each proven step took until its proof.
    public var steps: [Int] = []
    /// ms in which some signal could not be seen.
    public var blind = 0
}
