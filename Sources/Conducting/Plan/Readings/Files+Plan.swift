import AccessLogs
import Foundation
import Observation
import Planning

extension RunPlan {
    /// - Parameter places: where it is kept how far each log was read.
    func fileReader(_ signal: Signal, _ id: String, places: URL) throws(ConductingError) -> any SignalReader {
        guard let logs = signal.logs else { throw signal.incomplete }
        let flows = signal.flow.flatMap { plan.flow($0.value) }.map { [$0] } ?? plan.flows
        let steps = flows.flatMap(\.steps).map {
            StepMatch(
                step: $0.id.value.rawValue, path: $0.path.value, isExact: $0.isExact, hasVariant: $0.hasVariants)
        }
        let format = logs.format.map { LogFormatName($0.value) }
        let files = FileSignals(
            old: LogPlace(path: logs.old.value, format: format), new: LogPlace(path: logs.new.value, format: format),
            steps: steps, signals: [try Self.observed(signal)])
        do {
            return try FileSignalReader(
                signal: id, files: files, offsets: places.appending(path: id, directoryHint: .isDirectory),
                every: signal.every?.value ?? .seconds(1))
        } catch {
            throw .plan(what: "\(error)", at: "\(logs.position)", mend: "name the access log of each side")
        }
    }
}

extension LogFormatName {
    init(_ format: SideLogs.Format) {
        self =
            switch format {
            case .nginx: .nginx
            case .apache: .apache
            case .haproxy: .haproxy
            case .envoy: .envoy
            }
    }
}
