extension Plan {
    func subject(of position: Position) -> String? { nil }
}

extension PlanReader {
    public static func read(
        path: String, environment: String?, overlays: [String]
    ) throws(PlanningError) -> Plan { try read(path: overlays.last ?? path) }
}
