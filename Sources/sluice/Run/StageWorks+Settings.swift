import Conducting
import Cutover
import Foundation
import Planning

extension StageWorks {
    /// Works as this program's own commands, with the run's folders and options.
    init(_ plan: Plan, _ settings: RunSettings, _ folder: RunFolder) {
        let place = settings.relocation ?? folder.file("relocation")
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "sluice"
        self.init(plan) { step, unit in
            var words = [program, "relocation", step, settings.plan, "--dir", place]
            if let environment = settings.environment { words += ["--environment", environment] }
            for overlay in settings.overlays ?? [] { words += ["--overlay", overlay] }
            if let evidence = settings.evidence { words += ["--evidence", evidence] }
            // Names are asked for by name: no host is logged in to.
            if let knownHosts = settings.knownHosts, step != "point" { words += ["--known-hosts", knownHosts] }
            switch step {
            case "backup": words += ["--prove"]
            case "follow": words += ["--until-caught-up"]
            case "point": words += ["--watch"]
            case "hand-over", "way-back":
                words += ["--edge-dir", settings.edgeFolder, "--edge-port", "\(settings.edgePort)", "--unit", unit]
            default: break
            }
            return words
        } lacks: { criterion in
            do {
                let records = try RelocationEvidence(of: settings.plan, in: place, settings.evidence)
                let gate = StagingGate(try PlanReader.read(path: settings.plan), path: settings.plan)
                return gate.lacks(try records.records(), at: .now).filter { $0.kind == criterion.kind }.map(
                    \.description)
            } catch {
                return ["the records cannot be read: \(error)"]
            }
        }
    }
}

extension StageItinerary.Criterion {
    fileprivate var kind: EvidenceKind? {
        switch self {
        case .stagingPassed: .staging
        case .backupRestored: .backupRestored
        case .freshEvidence, .approved, .ordersReconciled, .stepsProven: nil
        }
    }
}
