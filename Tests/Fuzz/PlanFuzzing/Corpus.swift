import Foundation

/// The plans of the repository, from which hostile ones are made.
public struct Corpus: Sendable {
    /// A plan and what is merged over it, each perhaps empty of sense.
    public struct Seed: Sendable {
        public let plan: [UInt8]
        public let overlay: [UInt8]?
    }

    public let seeds: [Seed]
    /// Every text by itself, to take parts from.
    let texts: [[UInt8]]

    /// Reads all plans under `Examples` and `Tests/PlanningTests` of a repository.
    ///
    /// - Parameter repository: its path.
    public init(repository: String) {
        let root = URL(fileURLWithPath: repository)
        let files = ["Examples", "Tests/PlanningTests"].flatMap { folder in
            Self.files(under: root.appendingPathComponent(folder))
        }
        let base = files.first { $0.path.hasSuffix("/Rules/base.yaml") }.flatMap(Self.bytes)
        var seeds: [Seed] = []
        for file in files {
            guard let bytes = Self.bytes(file) else { continue }
            seeds.append(Seed(plan: bytes, overlay: nil))
            // A rule's cases are overlays over one whole plan.
            if let base, file.path.contains("/Rules/") { seeds.append(Seed(plan: base, overlay: bytes)) }
            if file.lastPathComponent != "plan.yaml", file.path.contains("/Overlays/"),
                let plan = Self.bytes(file.deletingLastPathComponent().appendingPathComponent("plan.yaml"))
            {
                seeds.append(Seed(plan: plan, overlay: bytes))
            }
        }
        self.seeds = seeds
        texts = seeds.map { $0.overlay ?? $0.plan }
    }

    private static func files(under folder: URL) -> [URL] {
        let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(".yaml") }.sorted().map { folder.appendingPathComponent($0) }
    }

    private static func bytes(_ file: URL) -> [UInt8]? { (try? Data(contentsOf: file)).map(Array.init) }
}
