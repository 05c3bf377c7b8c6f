import AccessLogs
import Foundation
import Gating
import Observation

/// Log lines read, assembled into sessions and judged, per CPU-second on one core; memory at a million open sessions.
func logBenchmarks() async throws -> [BenchRow] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sluice-bench-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "edge.log")
    let count = 2_000_000
    try SyntheticLog.write(lines: count, to: file)

    // Interleaved, so that a machine that slows down slows all of them.
    var (ours, words) = ([Double](), [Double]())
    for _ in 0..<3 {
        ours.append(Double(count) / (try judge(file)))
        words.append(Double(count) / (try child(["wc", "-l", file.path])))
    }
    let peer =
        Double(count)
        / (try child([
            "goaccess", file.path, "--no-ip-validation", "--no-progress",
            "--log-format=%x %^ %^ %^ %^ %^ %^ %^ %^ %h %m %s %b %^ %^ %u %^ %^ %U",
            "--datetime-format=%*", "--date-format=%*", "--time-format=%*", "-o",
            folder.appending(path: "peer.json").path,
        ]))
    let (median, floor) = (ours.sorted()[1], words.sorted()[1])
    return [
        BenchRow(
            area: "logs", what: "log lines read, assembled and judged per CPU-second", ours: "\(millions(median)) M",
            beside: "`goaccess` \(Int(peer)); `wc -l` \(millions(floor)) M",
            ratio: "×\(Int(median / peer)) goaccess; ×\(String(format: "%.3f", median / floor)) wc",
            target: "≥ 1.2 M and ≥ ×40 goaccess", met: median >= 1_200_000 && median >= 40 * peer),
        memory(),
    ] + (try await formatBenchmarks(in: folder))
}

func millions(_ value: Double) -> String { String(format: "%.2f", value / 1e6) }

private let signals = [
    ObservedSignal(
        id: "payment-success", rule: .completion(start: "pay", success: "confirmation"),
        milestones: [1_000, 2_000, 3_000], dimensions: ["region", "device", "variant"]),
    ObservedSignal(id: "errors", rule: .errors, milestones: [1_000], dimensions: ["region"], eventDriven: true),
    ObservedSignal(id: "slow", rule: .slow(above: 400), milestones: [1_000], dimensions: ["device"]),
]

private func window(at start: Int) -> StepWindow {
    StepWindow(
        decision: "1/d7", unit: "checkout-eu", exposure: 0.25, openedAt: start, signals: signals, newBelow: 2_500,
        controlFrom: 2_500)
}

/// CPU seconds to take a whole file through reading, assembling and judging every second of its time.
private func judge(_ file: URL) throws -> Double {
    let bytes = try Data(contentsOf: file, options: .alwaysMapped)
    let began = CPUTime.own
    let start = SyntheticLog.start
    var assembler = SessionAssembler(window(at: start))
    var watch = SequenceWatch()
    var judges = [
        SignalJudge(spec("payment-success", .share, .drop, 0.97, [1_000, 2_000, 3_000]), share: 1e-3, now: start),
        SignalJudge(spec("errors", .eventDriven, .rise, 0.002, [1_000]), share: 1e-3, now: start),
        SignalJudge(spec("slow", .share, .rise, 0.02, [1_000]), share: 1e-3, now: start),
    ]
    var lines = 0
    var nextLook = start + 1_000
    bytes.withUnsafeBytes { all in
        var at = 0
        while at < all.count, let found = memchr(all.baseAddress! + at, 10, all.count - at) {
            let end = found - UnsafeMutableRawPointer(mutating: all.baseAddress!)
            let raw = UnsafeRawBufferPointer(rebasing: all[at..<end])
            at = end + 1
            guard let line = EdgeLine(raw) else { continue }
            lines += 1
            _ = watch.see(process: line.process, sequence: line.sequence)
            assembler.add(line, raw)
            if line.endMs >= nextLook {
                let batch = assembler.drain(now: nextLook)
                for i in judges.indices {
                    if let evidence = batch.signals[judges[i].spec.id] {
                        judges[i].add(evidence, exposure: 0.25, now: nextLook)
                        _ = judges[i].verdict(now: nextLook)
                    }
                }
                nextLook += 1_000
            }
        }
    }
    precondition(lines > 0, "the synthetic log must be readable")
    return CPUTime.own - began
}

private func spec(
    _ id: String, _ kind: SignalSpec.Kind, _ direction: Direction, _ baseline: Double, _ milestones: [Int]
) -> SignalSpec {
    SignalSpec(
        id: id, kind: kind, direction: direction, baseline: baseline, margin: 0.1, milestones: milestones,
        freshness: 5_000, minimum: 30, segments: ["region", "device"])
}

/// Memory of a million sessions that are open at once.
private func memory() -> BenchRow {
    let before = CPUTime.resident
    var assembler = SessionAssembler(window(at: SyntheticLog.start), capacity: 1_000_000)
    for visitor in 0..<1_000_000 {
        let text = SyntheticLog.line(
            number: visitor, visitor: UInt64(visitor) &* 0x9E37_79B9_7F4A_7C15, ms: SyntheticLog.start + 10)
        text.withUnsafeBytes { raw in
            if let line = EdgeLine(raw) { assembler.add(line, raw) }
        }
    }
    let held = assembler.sessions
    let used = CPUTime.resident - before
    let perSession = Double(used) / Double(max(held, 1))
    return BenchRow(
        area: "logs", what: "memory at \(held) open sessions of three signals",
        ours: "\(used / 1_000_000) MB", beside: "the bare 8-byte ids: 8 MB",
        ratio: "\(Int(perSession)) B a session", target: "bounded by `capacity`",
        met: held == 1_000_000 && perSession < 256)
}

/// CPU seconds of another program over the same file.
func child(_ words: [String]) throws -> Double {
    let before = CPUTime.children
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    precondition(process.terminationStatus == 0, "\(words[0]) failed; run scripts/bootstrap")
    return max(CPUTime.children - before, 1e-4)
}
