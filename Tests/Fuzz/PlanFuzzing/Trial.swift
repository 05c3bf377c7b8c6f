import Planning

/// Reads and checks one input, and looks at what came of it.
public enum Trial {
    /// What was promised and not kept.
    public struct Broken: Error, CustomStringConvertible {
        public let description: String
    }

    /// The moment for which plans are judged.
    private static let time = PlanTime("2026-11-21T12:00Z") ?? .now

    /// Whether the plan was taken.
    @discardableResult
    public static func run(_ input: Input) throws(Broken) -> Bool {
        let overlays = input.overlay.map { [OverlaySource.bytes($0, named: "overlay.yaml")] } ?? []
        switch read(input.plan, overlays) {
        case .success(let plan):
            let findings = PlanCheck.run(plan, at: time)
            for finding in findings { try look(at: finding) }
            try lookUp(plan, in: input)
            try mergeWithItself(plan, findings, input)
            return true
        case .failure(.refused(let findings)):
            guard !findings.isEmpty, findings.count <= 200 else {
                throw Broken(description: "refused with \(findings.count) findings")
            }
            for finding in findings { try look(at: finding) }
            return false
        case .failure(let error):
            throw Broken(description: "an error of another sort: \(error)")
        }
    }

    private static func read(_ bytes: [UInt8], _ overlays: [OverlaySource]) -> Result<Plan, PlanningError> {
        Result { () throws(PlanningError) in try PlanReader.read(bytes: bytes, named: "plan.yaml", overlays: overlays) }
    }

    /// A finding points somewhere, says what to do, and can be shown on a terminal.
    private static func look(at finding: Finding) throws(Broken) {
        guard ["plan.yaml", "overlay.yaml", "again.yaml"].contains(finding.position.file), finding.position.line > 0,
            finding.position.column > 0, !finding.message.isEmpty, !finding.mend.isEmpty
        else { throw Broken(description: "a finding without place or words: \(finding)") }
        guard finding.message.utf8.count < 20_000 else {
            throw Broken(description: "a message of \(finding.message.utf8.count) bytes")
        }
        guard (finding.message + finding.mend).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw Broken(description: "a message that would steer a terminal: \(finding.code)")
        }
    }

    /// The place of a record's id lies in that record. An alias stands where its anchor does, so not for those.
    private static func lookUp(_ plan: Plan, in input: Input) throws(Broken) {
        guard !(input.plan + (input.overlay ?? [])).contains(UInt8(ascii: "*")) else { return }
        let ids =
            plan.people.map { $0.id.map(\.rawValue) } + plan.systems.map { $0.id.map(\.rawValue) }
            + plan.teams.map { $0.id.map(\.rawValue) } + plan.stages.map { $0.id.map(\.rawValue) }
            + plan.flows.flatMap { $0.steps.map { $0.id.map(\.rawValue) } }
        for id in ids where plan.subject(of: id.position) != id.value {
            throw Broken(description: "\(id.position) lies in \(plan.subject(of: id.position) ?? "nothing")")
        }
    }

    /// A plan merged over itself is the same plan, but for one that is too large twice or that includes: no overlay may.
    private static func mergeWithItself(_ plan: Plan, _ findings: [Finding], _ input: Input) throws(Broken) {
        guard input.overlay == nil, 2 * input.plan.count <= 10_000_000 else { return }
        switch read(input.plan, [.bytes(input.plan, named: "again.yaml")]) {
        case .success(let again):
            let found = PlanCheck.run(again, at: time).map(\.code).sorted()
            guard found == findings.map(\.code).sorted() else {
                throw Broken(description: "merged over itself it has other findings: \(found)")
            }
        case .failure(.refused(let why))
        where why.contains {
            $0.message.contains("values in all its files") || $0.message == "an overlay includes nothing"
        }:
            return
        case .failure(let error):
            throw Broken(description: "merged over itself it is refused: \(error)")
        }
    }
}
