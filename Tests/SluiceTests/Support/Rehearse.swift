import Foundation

/// A rehearsal over the brief plan, and what it printed at its end.
struct Rehearsed {
    struct Summary: Decodable {
        let stagesDone: Int
        let stages: Int
        let outcome: String
        let ending: String
        let report: String
        let acknowledged: Int
        let lost: Int
        let duplicated: Int
        let unauthorised: Int
    }

    let status: Int32
    let summary: Summary
    let lastLine: String
    let output: String

    static func run(fault: String, folder: URL) async throws -> Rehearsed {
        let result = try await Tool.sluice(
            ["rehearse", "--fault", fault, "--plan", Tool.brief, "--dir", folder.path, "--json"])
        let lines = result.output.split(separator: "\n").map(String.init)
        guard lines.count >= 2,
            let summary = try? JSONDecoder().decode(Summary.self, from: Data(lines[lines.count - 2].utf8))
        else {
            throw Unexpected(status: result.status, output: String(result.output.suffix(2_000)), errors: result.errors)
        }
        return Rehearsed(
            status: result.status, summary: summary, lastLine: lines[lines.count - 1], output: result.output)
    }

    struct Unexpected: Error {
        let status: Int32
        let output: String
        let errors: String
    }
}
