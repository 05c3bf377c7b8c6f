import Gating

/// Something that befell a stage, as the pictures of its evidence mark it.
public struct Occurrence: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        case incident
        case incidentClosed = "incident-closed"
        /// A reading went out of its bounds, or could not be made.
        case breach
        /// It is well again.
        case well
        /// A new version of the new side.
        case version
        /// The plan was changed.
        case amended

        package var sign: String {
            switch self {
            case .incident: "◆"
            case .incidentClosed: "◇"
            case .breach: "!"
            case .well: "✓"
            case .version: "v"
            case .amended: "§"
            }
        }
    }

    public var kind: Kind
    public var words: String
    public var mark: Mark

    /// All that befell a stage while it was tried, oldest first.
    package static func all(
        in stage: StageReport, incidents: [IncidentReport], rollbacks: [RollbackReport],
        amendments: [AmendmentReport]
    ) -> [Occurrence] {
        guard let started = stage.started else { return [] }
        var found: [Occurrence] = []
        for incident in incidents {
            found.append(
                .init(kind: .incident, words: "incident \(incident.id): \(incident.title)", mark: incident.opened))
            if let closed = incident.closed {
                found.append(.init(kind: .incidentClosed, words: "incident \(incident.id) closed", mark: closed))
            }
        }
        for turn in stage.readings ?? [] {
            found.append(
                turn.verdict == .healthy
                    ? .init(kind: .well, words: "\(turn.signal) is well again", mark: turn.mark)
                    : .init(kind: .breach, words: "\(turn.signal): \(turn.words)", mark: turn.mark))
        }
        for mended in rollbacks.lazy.filter({ $0.stage == stage.id }).compactMap(\.mended) {
            found.append(.init(kind: .version, words: "version \(mended.version)", mark: mended.mark))
        }
        for amendment in amendments {
            found.append(
                .init(kind: .amended, words: "the plan became \(amendment.to.prefix(12))", mark: amendment.mark))
        }
        let end = stage.ended?.at ?? .max
        return found.filter { $0.mark.at >= started.at && $0.mark.at <= end }.sorted { $0.mark.row < $1.mark.row }
    }
}
