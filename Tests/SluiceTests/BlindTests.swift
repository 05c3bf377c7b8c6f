import Conducting
import Cutover
import Foundation
import Gating
import Journaling
import SampleEstate
import Testing

/// What cannot be seen holds the run, and alarms; nothing expands, and it goes on by itself once it can be seen.
@Suite(.serialized)
struct BlindTests {
    private let folder: URL
    private var run: RunFolder { RunFolder(folder.appending(path: "run").path) }

    init() throws { folder = try Tool.scratchFolder("blind") }

    @Test(.timeLimit(.minutes(6)))
    func aDeadPrometheusHoldsTheRunAndItGoesOnByItself() async throws {
        let port = try FreePort.pick()
        let plan = try plan(prometheus: port)
        var prometheus = try startPrometheus(port)
        async let rehearsed = Tool.sluice(
            ["rehearse", "--fault", "none", "--plan", plan, "--dir", folder.path])
        try await until("health is read") {
            $0.stages.first?.verdicts.contains { $0.signal == "up" && $0.verdict == .healthy } == true
        }

        kill(prometheus.processIdentifier, SIGKILL)
        prometheus.waitUntilExit()
        try await until("Prometheus is missed") { state in
            if case .gate(let obstacle)? = state.hold {
                obstacle.kind == .blind && obstacle.subject == "up"
            } else {
                false
            }
        }
        let held = try state()
        try await Task.sleep(for: .seconds(25))
        #expect(try state().exposure == held.exposure, "nothing expands while it is blind, though its dwell is over")
        #expect(try history().moments.contains { $0.remark.kind == .alarm && $0.remark.text.contains("up blind") })
        prometheus = try startPrometheus(port)
        try await until("Prometheus is seen again") { $0.hold == nil }

        let result = try await rehearsed
        #expect(result.status == 0, "\(result.output.suffix(3_000))")
        #expect(result.output.contains("lost 0, duplicated 0"))
        prometheus.terminate()
        prometheus.waitUntilExit()
        try FileManager.default.removeItem(at: folder)
    }

    private func plan(prometheus port: Int) throws -> String {
        let place = "{ server: \"http://127.0.0.1:\(port)\", query: up }"
        let signal =
            "  - { id: up, kind: level, source: prometheus, place: \(place), at_least: 1, every: 1s, unit: reading, "
            + "direction: drop, freshness: 5s, minimum: 0, no_data: blind }\n"
        let text = try String(contentsOfFile: Tool.brief, encoding: .utf8)
            .replacingOccurrences(of: "  - { id: orders-match, kind", with: signal + "  - { id: orders-match, kind")
            .replacingOccurrences(of: "slow, answers]", with: "slow, up, answers]")
            .replacingOccurrences(of: "dwell: 3s", with: "dwell: 12s")
        let file = folder.appending(path: "plan-with-prometheus.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    private func startPrometheus(_ port: Int) throws -> Process {
        let configuration = folder.appending(path: "prometheus.yml")
        try """
        global: { scrape_interval: 1s }
        scrape_configs: [{ job_name: itself, static_configs: [{ targets: ["127.0.0.1:\(port)"] }] }]
        """.write(to: configuration, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/prometheus")
        process.arguments = [
            "--config.file=\(configuration.path)", "--web.listen-address=127.0.0.1:\(port)",
            "--storage.tsdb.path=\(folder.appending(path: "tsdb").path)", "--log.level=error",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func history() throws -> RunHistory {
        var history = RunHistory()
        guard FileManager.default.fileExists(atPath: run.journal) else { return history }
        try history.fold(try Journal.read(path: run.journal).rows())
        return history
    }

    private func state() throws -> RunState { try history().state }

    private func until(_ what: String, _ holds: (RunState) throws -> Bool) async throws {
        for _ in 0..<240 {
            if let state = try? state(), try holds(state) { return }
            try await Task.sleep(for: .milliseconds(250))
        }
        Issue.record("waited a minute in vain: \(what); held: \(try state().hold?.reason ?? "no")")
    }
}
