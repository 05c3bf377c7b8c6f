extension Stage {
    var starts: At<PlanTime>? { nil }
}

extension Plan {
    var suppressions: [Suppression] { [] }
    func subject(of position: Position) -> String? { nil }
}

/// A finding that people chose to live with for a time.
public struct Suppression: Sendable {
    public let rule: At<String>
    public let of: At<String>?
    public let reason: At<String>?
    public let owner: At<Person.ID>?
    public let expires: At<PlanTime>?
    public let position: Position
}

extension PlanReader {
    public static func read(
        path: String, environment: String?, overlays: [String]
    ) throws(PlanningError) -> Plan { try read(path: overlays.last ?? path) }
}
