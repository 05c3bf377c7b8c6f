import Foundation
import Planning

/// One folder under `Rules`: what a rule catches, and the nearest thing that it does not.
///
/// `good.yaml` and `bad.yaml` are overlays over `base.yaml`, a whole plan without findings. `args.txt`, where there is
/// one, holds `--at TIME` and `--evidence FOLDER`, the folder relative to the case's.
struct RuleCase: Sendable {
    enum Side: String, Sendable { case good, bad }

    static let base = Cases.path("Rules", "base.yaml")
    static let all = Cases.folders(in: "Rules").map { RuleCase(code: $0) }

    let code: String

    var expected: String { (try? Cases.text(path("expected.txt"))) ?? "" }
    /// STG002 looks for what the reader refuses as well, so that its bad case never gets to the rules.
    var isRefusedByReader: Bool { code == "STG002" }

    /// What the rules are asked about.
    struct Material {
        let plan: Plan
        let time: PlanTime
        let records: EvidenceRecords

        func findings(_ rules: [Rule]) -> [Finding] { PlanCheck.run(plan, at: time, records: records, rules: rules) }
    }

    /// - Throws: what the reader refuses.
    func material(_ side: Side) throws(PlanningError) -> Material {
        let plan = try PlanReader.read(path: Self.base, overlays: [path("\(side.rawValue).yaml")])
        return Material(plan: plan, time: try time(), records: try records())
    }

    /// What a person would be told: by the reader, or else by the rules.
    func findings(_ side: Side, rules: [Rule] = Rule.all) -> [Finding] {
        do throws(PlanningError) {
            return try material(side).findings(rules)
        } catch .refused(let findings) {
            return findings
        } catch {
            let position = Position(file: path("args.txt"), line: 1, column: 1)
            return [Finding(code: "CASE", severity: .error, message: error.description, position: position, mend: "")]
        }
    }

    private func path(_ name: String) -> String { Cases.path("Rules", code, name) }

    private func time() throws(PlanningError) -> PlanTime {
        guard let text = argument("--at") else { return Cases.time }
        guard let time = PlanTime(text) else { throw .file(path: path("args.txt"), detail: "`\(text)` is no time") }
        return time
    }

    private func records() throws(PlanningError) -> EvidenceRecords {
        guard let folder = argument("--evidence") else { return .none }
        return try EvidenceFolder.read(path(folder))
    }

    private func argument(_ name: String) -> String? {
        let words = ((try? Cases.text(path("args.txt"))) ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        guard let place = words.firstIndex(of: name), place + 1 < words.count else { return nil }
        return words[place + 1]
    }
}
