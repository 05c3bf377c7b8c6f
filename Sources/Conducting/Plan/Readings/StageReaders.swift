import Foundation
public import Observation
import Planning

/// What reads the signals of each stage, and what of the edge's log they need.
public struct StageReaders: Sendable {
    /// By stage.
    public private(set) var readers: [String: [any SignalReader]] = [:]
    /// By unit: the reads that are repeated on both sides.
    public private(set) var taps: [String: MirrorTap] = [:]

    /// - Throws: `ConductingError.plan` where a signal cannot be read as the plan says.
    public init(_ run: RunPlan, _ folder: RunFolder) throws(ConductingError) {
        let hosts = Set(run.plan.units.flatMap(\.match.hosts).map(\.value)).filter { !$0.contains("*") }.sorted()
        for stage in run.plan.stages {
            let signals = stage.gates.compactMap { run.plan.signal($0.value) }
            var queue: MirrorQueue?
            if let mirror = stage.mirror, signals.contains(where: { $0.kind.value == .mirror }) {
                let rules = run.plan.mirroring
                let made = MirrorQueue(
                    share: mirror.share?.value ?? 0.05,
                    screen: ReadScreen(
                        denied: rules?.never.map(\.value) ?? [], secrets: rules?.secretParameters.map(\.value) ?? []))
                queue = made
                let own = run.plan.unit(stage.unit.value)?.match.hosts.map(\.value).filter { !$0.contains("*") } ?? []
                taps[stage.unit.value.rawValue] = MirrorTap(
                    queue: made, hosts: own.isEmpty ? hosts : own,
                    steps: mirror.flows.flatMap { run.plan.flow($0.value)?.steps ?? [] }.map(\.id.value.rawValue))
            }
            var readers: [any SignalReader] = []
            for signal in signals {
                // A comparison that goes on while the next stage opens must not meet that stage's in one folder.
                let comparisons = folder.comparisons.appending(
                    path: stage.id.value.rawValue, directoryHint: .isDirectory)
                let reader = try run.reader(
                    of: signal, queue: queue, deposits: folder.deposits, comparisons: comparisons)
                if let reader { readers.append(reader) }
            }
            if !readers.isEmpty { self.readers[stage.id.value.rawValue] = readers }
        }
    }
}
