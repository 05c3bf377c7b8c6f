public import Cutover
public import Planning
import Relocation

/// Carries out what stages do besides traffic. A step is this program's own command in a process of its own, so that
/// whoever looks at the process list sees what is done, and running it by hand does the same.
public struct StageWorks: Sendable {
    /// The unit of each stage.
    private let units: [String: String]
    private let command: @Sendable (_ step: String, _ unit: String) -> [String]
    private let lacks: @Sendable (StageItinerary.Criterion) -> [String]

    /// - Parameters:
    ///   - command: the words of the command that does a step for a unit, the program first.
    ///   - lacks: the proofs that a criterion asks for and that are not on record.
    public init(
        _ plan: Plan, command: @escaping @Sendable (_ step: String, _ unit: String) -> [String],
        lacks: @escaping @Sendable (StageItinerary.Criterion) -> [String]
    ) {
        units = Dictionary(
            plan.stages.map { ($0.id.value.rawValue, $0.unit.value.rawValue) }, uniquingKeysWith: { first, _ in first })
        (self.command, self.lacks) = (command, lacks)
    }

    /// - Returns: ``Outcome/Result/carriedOut(_:)`` with the command's last line; ``Outcome/Result/refused(_:)`` where
    ///   people must see to something (a proof that lacks; exits 1, 2 and 4); ``Outcome/Result/failed(_:)`` where the
    ///   world did not answer (any other).
    public func perform(_ work: StageWork, _ stage: String) async -> Outcome.Result {
        if case .look(let criterion) = work {
            let lacks = lacks(criterion)
            return lacks.isEmpty ? .carriedOut("on record") : .refused(lacks.joined(separator: "; "))
        }
        do throws(RelocationError) {
            // A large store takes days to copy.
            let reply = try await Host.local.run(
                command(work.name, units[stage] ?? ""), limit: 1 << 24, within: .seconds(14 * 86_400))
            return Self.result(reply)
        } catch {
            return .failed(error.description)
        }
    }

    static func result(_ reply: HostReply) -> Outcome.Result {
        // Without the columns that a terminal shows it in.
        let said = reply.text.split(whereSeparator: \.isNewline).last.map { line in
            line.split(separator: " ").joined(separator: " ")
        }
        switch reply.status {
        case 0: return .carriedOut(said ?? "done")
        case 1, 2, 4: return .refused(reply.errors.isEmpty ? said ?? "exit \(reply.status)" : reply.lastWords)
        default: return .failed(reply.errors.isEmpty ? "it ended with \(reply.status)" : reply.lastWords)
        }
    }
}
