package import Foundation
package import Planning

/// Uses every access item of a plan, and remembers since when each is as it is.
package struct AccessDesk: Sendable {
    private let plan: Plan
    private let look: MachineLook
    /// Where the last look is kept.
    private let file: URL

    package init(_ plan: Plan, _ look: MachineLook, file: URL) {
        (self.plan, self.look, self.file) = (plan, look, file)
    }

    package func board(at time: PlanTime) async throws(ConductingError) -> AccessBoard {
        var seen: [AccessItem.ID: AccessState] = [:]
        for item in plan.access {
            if let check = item.check {
                seen[item.id.value] = await look.look(check)
            } else {
                seen[item.id.value] = await look.login(item.id.value)
            }
        }
        let board = AccessBoard(plan.access, seen: seen, earlier: earlier(), at: time)
        try keep(board)
        return board
    }

    private struct Line: Codable {
        var state: String
        var since: String
    }

    private func earlier() -> [String: AccessBoard.Kept] {
        guard let bytes = try? Data(contentsOf: file),
            let lines = try? JSONDecoder().decode([String: Line].self, from: bytes)
        else { return [:] }
        return lines.compactMapValues { line in
            PlanTime(line.since).map { AccessBoard.Kept(word: line.state, since: $0) }
        }
    }

    private func keep(_ board: AccessBoard) throws(ConductingError) {
        let lines = board.kept.mapValues { Line(state: $0.word, since: $0.since.seconds) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try encoder.encode(lines).write(to: file, options: .atomic)
        } catch {
            throw .folder(path: file.path, why: "\(error)")
        }
    }
}
