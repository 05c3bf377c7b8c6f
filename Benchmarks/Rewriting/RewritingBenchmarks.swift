import Foundation
import Glibc
import Rewriting

/// A dump rewritten by our rewrite and by `sed` with one expression a map, which knows nothing of lengths: interleaved,
/// each as a program of its own, per CPU-second. `REWRITE_MB` sets the dump's size, 200 unless told; `REWRITE_ROUNDS`
/// how often each reads it.
func rewritingBenchmarks() async throws -> [BenchRow] {
    let environment = ProcessInfo.processInfo.environment
    let size = max(8, environment["REWRITE_MB"].flatMap { Int($0) } ?? 200)
    let rounds = max(1, environment["REWRITE_ROUNDS"].flatMap { Int($0) } ?? 3)
    let folder = FileManager.default.temporaryDirectory.appending(path: "sluice-bench-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let dump = folder.appending(path: "dump.sql")
    let bytes = try SyntheticDump.write(megabytes: size, to: dump)
    let small = folder.appending(path: "small.sql")
    _ = try SyntheticDump.write(megabytes: size / 8, to: small)

    var rows: [BenchRow] = []
    for (name, maps) in OurRewrite.settings {
        var (ours, beside, resident) = ([Double](), [Double](), 0)
        for _ in 0..<rounds {
            let own = try OurRewrite.run(dump, name, in: folder)
            ours.append(Double(bytes) / own.cpu / 1e6)
            resident = max(resident, own.resident)
            beside.append(Double(bytes) / (try sed(dump, maps, in: folder)).cpu / 1e6)
        }
        let (fast, plain) = (ours.sorted()[rounds / 2], beside.sorted()[rounds / 2])
        rows.append(
            BenchRow(
                area: "rewriting", what: "a dump of \(size) MB rewritten, \(name), per core", ours: "\(Int(fast)) MB/s",
                beside: "`sed` \(Int(plain)) MB/s", ratio: "×\(String(format: "%.2f", fast / plain)) sed",
                target: "≥ ×0.5 sed", met: fast >= 0.5 * plain))
        guard maps.count > 1 else { continue }
        let little = try OurRewrite.run(small, name, in: folder).resident
        rows.append(
            BenchRow(
                area: "rewriting", what: "memory to rewrite a dump of \(size) MB", ours: "\(resident / 1_000_000) MB",
                beside: "a dump of \(size / 8) MB: \(little / 1_000_000) MB",
                ratio: "×\(String(format: "%.2f", Double(resident) / Double(max(little, 1)))) for ×8 the dump",
                target: "does not grow", met: Double(resident) < Double(little) * 1.25 + 4e6))
    }
    return rows
}

private func sed(_ dump: URL, _ maps: [(String, String)], in folder: URL) throws -> ChildRun {
    let expressions = maps.flatMap { map in
        ["-e", "s#\(map.0.split(separator: ".").joined(separator: "\\."))#\(map.1)#g"]
    }
    let run = try ChildRun.run(["sed"] + expressions + [dump.path], environment: ["LC_ALL": "C"], in: folder)
    defer { run.remove() }
    guard run.status == 0 else { throw BenchTrouble("sed: \(run.lastWords)") }
    return run
}

/// Our rewrite as a program of its own: this one, told ``word``, a setting and a file.
enum OurRewrite {
    static let word = "rewrite-once"

    static let settings: [(name: String, maps: [(String, String)])] = [
        ("one map", [("eu.shop.test", "eu.shop.example")]),
        (
            "five maps",
            [
                ("eu.shop.test", "eu.shop.example"), ("us.shop.test", "us.shop.example"),
                ("apac.shop.test", "apac.shop.example"), ("shop.test", "shop.example"), ("/srv/www", "/htdocs"),
            ]
        ),
    ]

    /// What the program does when its arguments, after ``word``, are a setting's name and a file.
    static func answer(_ arguments: [String]) throws {
        guard arguments.count == 2, let setting = settings.first(where: { $0.name == arguments[0] }) else {
            throw BenchTrouble("\(word) takes a setting and a dump")
        }
        let source = open(arguments[1], O_RDONLY)
        guard source >= 0 else { throw BenchTrouble("\(arguments[1]) cannot be read") }
        defer { close(source) }
        var rewriter = DumpRewriter(map: try RewriteMap(setting.maps))
        try DumpPipe.run(&rewriter, from: source, to: STDOUT_FILENO)
        guard rewriter.counts.values > 0, rewriter.counts.findingsMet == 0 else {
            throw BenchTrouble("\(rewriter.counts.values) values changed, \(rewriter.counts.findings.first as Any)")
        }
    }

    static func run(_ dump: URL, _ setting: String, in folder: URL) throws -> ChildRun {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let run = try ChildRun.run([own, word, setting, dump.path], in: folder)
        defer { run.remove() }
        guard run.status == 0 else { throw BenchTrouble("the rewrite: \(run.lastWords)") }
        return run
    }
}
