/// A step of the relocation that a stage carries out before it is exposed; each is a command of `sluice relocation`.
///
/// Listed in the order in which they are done, whatever the order in the plan.
public enum RelocationStep: String, Sendable, Hashable, Codable, CaseIterable {
    case backup, transfer, follow, verify, point
    /// Authority over the databases moves; going back from the stage moves it back first.
    case handOver = "hand-over"
}
