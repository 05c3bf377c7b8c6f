import Conducting
import Foundation
import Planning

extension StageWorks {
    /// Works as this program's own commands, with the run's folders and options.
    init(_ plan: Plan, _ settings: RunSettings, _ folder: RunFolder) {
        let relocation = settings.relocation ?? folder.file("relocation")
        var common = [settings.plan]
        if let environment = settings.environment { common += ["--environment", environment] }
        for overlay in settings.overlays ?? [] { common += ["--overlay", overlay] }
        common += ["--dir", relocation]
        if let knownHosts = settings.knownHosts { common += ["--known-hosts", knownHosts] }
        if let evidence = settings.evidence { common += ["--evidence", evidence] }
        let edge = ["--edge-dir", settings.edgeFolder, "--edge-port", "\(settings.edgePort)"]
        let further: [String: [String]] = [
            "backup": ["--prove"], "follow": ["--until-caught-up"], "hand-over": edge, "way-back": edge,
        ]
        let options = common
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "sluice"
        self.init(plan) { step, unit in
            [program, "relocation", step] + options + (further[step] ?? [])
                + (step == "hand-over" || step == "way-back" ? ["--unit", unit] : [])
        } lacks: { criterion in
            []
        }
    }
}
