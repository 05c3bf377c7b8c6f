import Foundation
import Planning

/// The plans, their parts and their overlays that lie in this repository and are meant to be read.
enum ShippedFiles {
    /// Names that a test gives to a file which is no example of a mistake; `bad.yaml` under `Rules` breaks a rule, never
    /// the language.
    private static let meant: Set<String> = ["base.yaml", "good.yaml", "bad.yaml", "brief.yaml"]

    static func byForm() -> [PlanSchema.Form: [String]] {
        let files = all()
        let plans = files.filter(hasName)
        let parts = Set(
            plans.flatMap { ((try? PlanReader.read(path: $0)) ?? nil)?.files.dropFirst().map(\.path) ?? [] })
        return Dictionary(grouping: files) { hasName($0) ? .plan : parts.contains($0) ? .part : .overlay }
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
