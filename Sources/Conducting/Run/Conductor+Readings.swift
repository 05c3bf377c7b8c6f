import Cutover
import Gating
import Observation

extension Conductor {
    /// Writes a reading down: at once when it says something new, else often enough to stay fresh.
    func take(_ taken: ReadingRounds.Taken) async throws {
        guard taken.opening == rounds.number else { return }
        let evidence = taken.reading.evidence
        let known = lastReadings[taken.signal]
        let counts = evidence.milestones.contains { !$0.isEmpty }
        let isNews = known?.evidence.exact != evidence.exact || counts
        let spec = state.current.flatMap { state.itinerary.stages[$0].signals.first { $0.id == taken.signal } }
        let pause = (spec?.freshness ?? 10_000) / 3
        guard isNews || taken.reading.at - (known?.at ?? 0) >= pause else { return }
        lastReadings[taken.signal] = taken.reading
        try await commit(.read(signal: taken.signal, evidence), at: await source.now())
    }
}
