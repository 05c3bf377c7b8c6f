import Foundation
import Testing

/// What the `plan` commands say about the examples, agreed once: `SLUICE_RECORD_GOLDENS=1` writes it anew, to be read
/// before it is kept.
@Suite struct PlanViewTests {
    private static let examples = ["regional-storefront", "single-store-replatform", "three-servers-to-none"]
    private static let views: [(file: String, arguments: [String], status: Int32?)] = [
        ("stages.txt", ["stages", "--at", "2026-11-21T12:00Z"], 0),
        ("risks.txt", ["risks"], 0),
        ("owners.txt", ["owners"], nil),
        ("systems.mmd", ["graph", "--of", "systems"], 0),
        ("stages.dot", ["graph", "--of", "stages", "--format", "dot", "--at", "2026-11-21T12:00Z"], 0),
        ("authority.mmd", ["graph", "--of", "authority"], 0),
    ]

    private static func path(_ example: String) -> String {
        let examples = Tool.repository.appending(path: "Examples")
        let folder = examples.appending(path: "\(example)/plan.yaml").path
        return FileManager.default.fileExists(atPath: folder)
            ? folder : examples.appending(path: "\(example).yaml").path
    }

    @Test(arguments: examples) func areAsAgreed(_ example: String) async throws {
        let goldens = Tool.repository.appending(path: "Tests/Goldens/Plans/\(example)")
        let isRecording = ProcessInfo.processInfo.environment["SLUICE_RECORD_GOLDENS"] != nil
        if isRecording { try FileManager.default.createDirectory(at: goldens, withIntermediateDirectories: true) }
        for view in Self.views {
            let result = try await Tool.sluice(
                ["plan", view.arguments[0], Self.path(example)] + view.arguments.dropFirst())
            let text = result.output.replacing(Tool.repository.path + "/", with: "")
            if let status = view.status { #expect(result.status == status) }
            let file = goldens.appending(path: view.file)
            if isRecording { try Data(text.utf8).write(to: file) }
            let agreed = try? String(contentsOf: file, encoding: .utf8)
            #expect(text == agreed, "\(example): \(view.file) is not as agreed")
        }
    }

    @Test func aStagedPlanIsTheOneThatIsShown() async throws {
        let plan = Self.path("three-servers-to-none")
        let staging = try await Tool.sluice(["plan", "stages", plan, "--environment", "staging"])
        #expect(staging.status == 0)
        #expect(staging.output != (try await Tool.sluice(["plan", "stages", plan])).output)
        let unknown = try await Tool.sluice(["plan", "owners", plan, "--environment", "nowhere"])
        #expect(unknown.status == 2 && unknown.errors.contains("nowhere"))
    }

    @Test func recordsDecideTheClassThatIsShown() async throws {
        let folder = try Tool.scratchFolder("evidence")
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("{}".utf8).write(to: folder.appending(path: "volume-0123456789abcdef.json"))
        for view in [["stages"], ["graph"], ["render", "--out", folder.appending(path: "page.html").path]] {
            let result = try await Tool.sluice(
                ["plan", view[0], Tool.sample, "--evidence", folder.path] + view.dropFirst())
            #expect(result.status == 2 && result.errors.contains("PLN008"), "\(view[0])")
        }
    }
}
