import Foundation
import Planning

/// The plans, their parts and their overlays that lie in this repository and are meant to be read.
enum ShippedFiles {
    /// Names that a test gives to a file which is no example of a mistake; `bad.yaml` under `Rules` breaks a rule, never
    /// the language.
    private static let meant: Set<String> = ["base.yaml", "good.yaml", "bad.yaml", "brief.yaml"]

    static func byForm() -> [PlanSchema.Form: [String]] {
        let files = all()
        let plans = files.filter(hasName).map { ($0, (try? PlanReader.read(path: $0)) ?? nil) }
        let parts = Set(plans.flatMap { $0.1?.files.dropFirst().map(\.path) ?? [] })
        let overlays = Set(
            plans.flatMap { file, plan in
                let folder = (file as NSString).deletingLastPathComponent
                return (plan?.environments ?? []).compactMap { $0.overlay.map { "\(folder)/\($0.value)" } }
            })
        return Dictionary(grouping: files) { file in
            if parts.contains(file) { return .part }
            return hasName(file) && !overlays.contains(file) ? .plan : .overlay
        }
    }

    private static func all() -> [String] {
        let root = Validator.root
        return ["Examples", "Benchmarks", "Tests"].flatMap { folder -> [String] in
            let paths = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            return (paths?.compactMap { $0 as? String } ?? []).filter { path in
                guard path.hasSuffix(".yaml"), !path.hasPrefix("PlanningTests/Reader/") else { return false }
                let name = (path as NSString).lastPathComponent
                return folder != "Tests" || meant.contains(name)
            }.map { root.appendingPathComponent(folder).appendingPathComponent($0).path }
        }.sorted()
    }

    /// What changes a plan says nothing of its name.
    private static func hasName(_ file: String) -> Bool {
        ((try? Cases.text(file)) ?? "").split(separator: "\n").contains { $0.hasPrefix("name:") }
    }
}
