public import Gating

/// Reads one signal from the world, again and again while a step is open.
///
/// A reader never throws: what could not be read is a reading too, one on which no verdict may rest.
public protocol SignalReader: Sendable {
    /// The signal it reads, as the plan names it.
    var signal: String { get }
    /// The time between two readings.
    var every: Duration { get }
    /// Another step opened: what was gathered for the one before is forgotten.
    func begin() async
    /// Asks once. Ends within some twenty seconds whatever the other side does, and at once when its task is cancelled.
    func read() async -> SignalReading
}

extension SignalReader {
    /// Most readers gather nothing.
    public func begin() async {}
}

/// What one look at a signal gave.
public struct SignalReading: Sendable, Hashable, Codable {
    /// When it was asked, ms since 1970: what came may be newer, never older than it says.
    public var at: Int
    /// Always with `exact`; `exact.couldCheck` is false where nothing may be concluded.
    public var evidence: SignalEvidence
    /// Lines for people: what was asked, what came, with units. Never a secret.
    public var shown: [String]

    public init(at: Int, evidence: SignalEvidence, shown: [String]) {
        self.at = at
        self.evidence = evidence
        self.shown = shown
    }
}

extension SignalReading {
    /// A reading that gave a result, be it good or bad.
    init(at: Int, exact: ExactResult, shown: [String]) {
        self.init(at: at, evidence: SignalEvidence(exact: exact), shown: shown + [exact.detail])
    }

    /// Asks, and turns whatever goes wrong into a reading that says so.
    /// - Parameter asked: what is asked of whom, for people.
    static func of(
        at: Int, asked: [String], _ ask: () async throws(ReadingFault) -> ExactResult
    ) async -> SignalReading {
        do throws(ReadingFault) {
            return SignalReading(at: at, exact: try await ask(), shown: asked)
        } catch {
            return SignalReading(at: at, exact: .unchecked(error), shown: asked)
        }
    }
}

extension ExactResult {
    /// Nothing could be compared, and why.
    static func unchecked(_ fault: ReadingFault) -> ExactResult {
        ExactResult(compared: 0, mismatches: 0, detail: fault.description, couldCheck: false)
    }

    /// Several results as one. A bound that is broken is broken, whatever else could not be read; but nothing is good
    /// unless everything could be.
    static func together(_ parts: [ExactResult]) -> ExactResult {
        let checked = parts.filter(\.couldCheck)
        let broken = checked.filter { $0.mismatches > 0 }
        let whole = !parts.isEmpty && checked.count == parts.count
        // What decided stands first.
        let order = broken + parts.filter { !$0.couldCheck } + checked.filter { $0.mismatches == 0 }
        return ExactResult(
            compared: checked.reduce(0) { $0 + $1.compared }, mismatches: checked.reduce(0) { $0 + $1.mismatches },
            detail: order.map(\.detail).joined(separator: "; "), couldCheck: whole || !broken.isEmpty,
            figures: parts.reduce(into: [:]) { $0.merge($1.figures) { _, later in later } })
    }
}
