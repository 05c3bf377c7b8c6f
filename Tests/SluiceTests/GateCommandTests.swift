import Conducting
import Cutover
import Foundation
import Planning
import Testing

/// `sluice gate` as people use it.
@Suite struct GateCommandTests {
    private static let goldens = Tool.repository.appending(path: "Tests/Goldens/Gates")
    private static let planned = ["--plan", Tool.sample, "--stage", "checkout-eu", "--signal", "payment-success"]

    private static func golden(_ name: String) -> String { goldens.appending(path: name).path }

    /// `SLUICE_RECORD_GOLDENS=1` writes the expectations anew, to be read before they are kept.
    @Test(
        arguments: [
            ("healthy.csv", 0), ("healthy.json", 0), ("regressed.csv", 1), ("segment.csv", 1), ("silent.csv", 1),
            ("steps.csv", 0), ("undecided.csv", 1), ("journal.json", 0),
        ] as [(String, Int32)])
    func judgesAsAgreed(_ name: String, _ status: Int32) async throws {
        let result = try await Tool.sluice(["gate", "judge", Self.golden("good/\(name)")] + Self.planned)
        #expect(result.status == status)
        let file = Self.goldens.appending(path: "expected/good-\(name).txt")
        if ProcessInfo.processInfo.environment["SLUICE_RECORD_GOLDENS"] != nil {
            try Data(result.output.utf8).write(to: file)
        }
        #expect(result.output == (try? String(contentsOf: file, encoding: .utf8)))
    }

    @Test func saysTheVerdictToProgramsToo() async throws {
        struct Gate: Decodable {
            struct Result: Decodable {
                struct Signal: Decodable {
                    struct Change: Decodable { let verdict: String, look: Int }
                    let changes: [Change]
                }
                let looks: Int
                let signals: [Signal]
            }
            let verdict: String
            let stage: String
            let result: Result
        }
        let said = try await Tool.sluice(
            ["gate", "judge", Self.golden("good/regressed.csv"), "--format", "json"] + Self.planned)
        let gate = try JSONDecoder().decode(Gate.self, from: Data(said.output.utf8))
        #expect(said.status == 1 && gate.verdict == "regressed" && gate.stage == "checkout-eu")
        #expect(gate.result.looks == 60 && gate.result.signals.first?.changes.last?.verdict == "regressed")
    }

    @Test func judgesOneSignalWithoutAPlan() async throws {
        let terms = ["--kind", "completion", "--baseline", "97%", "--margin", "10", "--freshness", "5s"]
        let healthy = try await Tool.sluice(["gate", "judge", Self.golden("good/healthy.csv")] + terms)
        #expect(healthy.status == 0 && healthy.output.contains("payment-success: healthy at look"))
        let strict = try await Tool.sluice(
            [
                "gate", "judge", Self.golden("good/healthy.csv"), "--kind", "completion", "--baseline", "97%",
                "--margin", "1",
            ])
        #expect(strict.status == 1 && strict.output.contains("undecided") && strict.output.contains("more units"))
    }

    @Test func unusableEvidenceLeavesWithTwoAndItsPlace() async throws {
        for (name, place) in [
            ("negative.csv", "3:31"), ("truncated.json", "73:3"), ("unknown-signal.csv", "3:15"),
            ("not-utf8.csv", "3:27"),
        ] {
            let result = try await Tool.sluice(["gate", "judge", Self.golden("bad/\(name)")] + Self.planned)
            #expect(result.status == 2 && result.output.isEmpty)
            #expect(result.errors.contains("\(name):\(place)"), "\(result.errors)")
        }
    }

    @Test(arguments: [
        ["judge", "nowhere.csv", "--kind", "completion", "--baseline", "97%", "--margin", "2"],
        ["judge", "/tmp", "--kind", "completion", "--baseline", "97%", "--margin", "2"],
        ["judge", "-", "--kind", "completion", "--baseline", "97%", "--margin", "2"],
        ["judge", "x.csv"], ["judge", "x.csv", "--kind", "completion", "--baseline", "97%"],
        ["judge", "x.csv", "--stage", "catalog"], ["judge", "x.csv", "--plan", Tool.sample],
        ["judge", "x.csv", "--plan", Tool.sample, "--stage", "nowhere"],
        ["judge", "x.csv", "--plan", Tool.sample, "--stage", "catalog", "--signal", "payment-success"],
        ["judge", "x.csv", "--plan", Tool.sample, "--stage", "catalog", "--step", "9"],
        ["judge", "x.csv", "--plan", Tool.sample, "--stage", "catalog", "--baseline", "97%"],
        ["simulate", Tool.sample, "--stage", "nowhere"],
        ["simulate", Tool.sample, "--stage", "catalog", "--drop", "5%"],
        ["simulate", Tool.sample, "--stage", "catalog", "--drop", "5%", "--in", "payment-success"],
        ["simulate", Tool.sample, "--stage", "catalog", "--drop", "500%", "--in", "errors"],
        [
            "simulate", Tool.sample, "--stage", "catalog", "--drop", "5%", "--in", "errors", "--segment",
            "device=mobile",
        ],
        ["simulate", Tool.sample, "--stage", "catalog", "--log", "nowhere.log"],
        ["simulate", Tool.sample, "--stage", "catalog", "--log", Tool.sample],
        ["simulate", Tool.sample, "--stage", "catalog", "--runs", "0"],
    ])
    func unusableArgumentsLeaveWithTwo(_ arguments: [String]) async throws {
        let result = try await Tool.sluice(["gate"] + arguments)
        #expect(result.status == 2 && result.output.isEmpty, "\(arguments): \(result.status) \(result.output)")
        #expect(!result.errors.isEmpty)
    }

    @Test(arguments: ["judge", "simulate", "vectors"]) func helpsWithExamples(_ command: String) async throws {
        let result = try await Tool.sluice(["gate", command, "--help"])
        #expect(
            result.status == 0 && result.output.contains("Example") && result.output.contains("sluice gate \(command)"))
    }

    @Test func aSimulationIsTheSameAgainOnAnyNumberOfCores() async throws {
        let arguments = [
            "gate", "simulate", Tool.sample, "--stage", "checkout-eu", "--drop", "30%", "--in", "payment-success",
            "--from",
            "5s", "--runs", "20", "--seed", "3",
        ]
        let first = try await Tool.sluice(arguments)
        let second = try await Tool.sluice(arguments, under: ["taskset", "-c", "0"])
        #expect(first.status == 0 && first.output == second.output)
        #expect(first.output.contains("taken back") && first.output.contains("the forecast says"))
        #expect(first.output.contains("orders-match"))
    }

    @Test func aRecordedLogIsJudgedByTheStage() async throws {
        let folder = try Tool.scratchFolder("replay")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "edge.log")
        for (share, ending, status) in [(0.97, "every step proven", Int32(0)), (0.5, "taken back", 1)] {
            try recorded(paid: share).write(to: file, atomically: true, encoding: .utf8)
            let result = try await Tool.sluice(
                ["gate", "simulate", Tool.sample, "--stage", "checkout-eu", "--log", file.path])
            #expect(result.status == status && result.output.contains(ending), "\(result.output) \(result.errors)")
            #expect(result.output.contains("left out: orders-match"))
        }
    }

    /// Two minutes of the edge's log: 60 sessions a second, each paying within a second; those of a low bucket as often
    /// as is said.
    private func recorded(paid: Double) -> String {
        var state: UInt64 = 5
        func chance(_ p: Double) -> Bool {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) < p * 0x1p53
        }
        var events: [(at: Int, visitor: Int, step: String, path: String)] = []
        for visitor in 0..<120 * 60 {
            let at = 1_795_248_000_000 + visitor * 1_000 / 60
            events.append((at, visitor, "pay.card", "/checkout/pay/card"))
            let bucket = visitor * 7_919 % 10_000
            if chance(bucket < 2_500 ? paid : 0.97) {
                events.append((at + 700, visitor, "confirmation", "/confirmation/1"))
            }
        }
        events.sort { ($0.at, $0.visitor) < ($1.at, $1.visitor) }
        return events.enumerated().map { sequence, event in
            let id = String(event.visitor + 0x1000_0000, radix: 16)
            return "\(event.at) \(sequence) 4242-1 checkout-eu EU.mobile ctl o 1/d1 \(event.visitor * 7_919 % 10_000) "
                + "\(id) GET 200 5120 0/0/1/20/21 -- mobile \(event.step) old/s1 \(event.path)\n"
        }.joined()
    }

    @Test func theGatesAloneAreThoseOfARun() throws {
        let plan = try PlanReader.read(path: Tool.sample)
        let run = try RunPlan(plan).itinerary
        for stage in run.stages {
            let gates = try Itinerary.gates(of: plan, stage: stage.id)
            let alone = try #require(gates.stages.first)
            #expect(alone.signals == stage.signals && alone.steps == stage.steps && alone.dwell == stage.dwell)
            #expect(alone.wayBack == stage.wayBack && alone.isRollbackAutomatic == stage.isRollbackAutomatic)
            #expect(alone.expected == stage.expected && alone.unit == stage.unit)
            #expect(gates.alpha == run.alpha / Double(run.stages.count) && gates.proofAlpha == run.proofAlpha)
        }
    }

    @Test func aVectorOfAnUnknownKindIsAnError() async throws {
        let folder = try Tool.scratchFolder("vectors")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "vectors.json")
        try #"{"vectors":[{"kind":"astrology","args":{},"expect":{}}]}"#
            .write(to: file, atomically: true, encoding: .utf8)
        let unknown = try await Tool.sluice(["gate", "vectors", file.path])
        #expect(unknown.status == 1 && unknown.errors.contains("astrology"))
        try #"{"vectors":[]}"#.write(to: file, atomically: true, encoding: .utf8)
        #expect(try await Tool.sluice(["gate", "vectors", file.path]).status == 2)
    }
}
