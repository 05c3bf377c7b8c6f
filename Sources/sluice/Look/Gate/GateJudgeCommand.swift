import ArgumentParser
import Conducting
import Foundation
import Gating
import Planning

struct GateJudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge", abstract: "Judge evidence out of a file, as a run would.",
        discussion: """
            FILE is CSV with a header, one row per look and signal, in the order of time:

              at,signal,old_units,old_events,new_units,new_events[,segment][,milestone][,exposure]
              2026-11-20T08:00:10Z,payment-success,1140,1106,60,58

            `at` is ms since 1970 or ISO 8601; counts are those since the look before. Or it is JSON: a list of looks
            {"at": …, "exposure": 0.05, "signals": {"payment-success": {"milestones": [{"oldUnits": …, …}]}}}, one
            such object a line, or the rows of a run's journal. `-` is standard input. Another exposure opens a step.

            With --plan and --stage the signals, margins and the part of the budget are the plan's; without, one signal
            is judged by the options. Nothing is said before the whole file was read and found good.

            Exit 0 where every signal is healthy; 1 where the gate is regressed, undecided or blind; 2 for unusable
            input.

            Examples:
              sluice gate judge looks.csv --plan plan.yaml --stage checkout-eu --signal payment-success
              sluice gate judge looks.csv --kind completion --baseline 97% --margin 2 --milestones 3m,10m
              sluice journal show --dir run --rows | sluice gate judge - --plan plan.yaml --stage catalog --format json
            """)

    @Argument(help: "CSV or JSON; - for standard input.")
    var file: String

    @OptionGroup(title: "Judged by a plan") var planned: PlannedTerms

    @OptionGroup(title: "Judged without a plan") var own: OwnTerms

    @Option(help: "text or json.")
    var format = TextOrJSON.text

    func validate() throws {
        if planned.plan == nil, planned.isUsed {
            throw ValidationError("--stage, --signal, --step, --environment and --overlay go with --plan")
        }
        if planned.plan != nil, own.isUsed {
            throw ValidationError("a plan says how its signals are judged; leave --plan out, or the other terms")
        }
        if planned.plan != nil, planned.stage == nil { throw ValidationError("name the plan's stage: --stage ID") }
        if planned.plan == nil { try own.check() }
    }

    func run() throws {
        let (terms, unit) = try planned.plan.map { try planned.terms($0) } ?? (own.terms, nil)
        let name = file == "-" ? "standard input" : file
        let result: OfflineResult
        do {
            result = try Self.judge(try open(), terms, unit: unit)
        } catch let error as EvidenceFileError {
            throw Failure(error.description(of: name), .unusable)
        }
        guard result.looks > 0 else {
            throw Failure("\(name): holds no look at this stage; nothing was judged", .unusable)
        }
        if format == .json {
            Terminal.say(try Terminal.json(JudgedGate(verdict: result.verdict, stage: planned.stage, result: result)))
        } else {
            Terminal.say(GateJudgement(result, stage: planned.stage, steps: terms.steps).text)
        }
        if result.verdict != .healthy { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private func open() throws -> FileHandle {
        if file == "-" { return .standardInput }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue,
            let handle = FileHandle(forReadingAtPath: file)
        else { throw Failure("\(file): cannot be read; name a file of evidence, or - for standard input", .unusable) }
        return handle
    }

    private static func judge(_ handle: FileHandle, _ terms: OfflineJudge.Terms, unit: String?) throws -> OfflineResult
    {
        var judge = OfflineJudge(terms)
        var reader = EvidenceReader(terms.signals, unnamed: terms.unnamed, unit: unit)
        func take(_ news: EvidenceNews) throws(EvidenceFileError) { try judge.take(news) }
        while let bytes = try handle.read(upToCount: 1 << 16), !bytes.isEmpty { try reader.add(bytes, take) }
        try reader.finish(take)
        return judge.result
    }
}

/// The result for programs.
private struct JudgedGate: Encodable {
    let verdict: Verdict
    let stage: String?
    let result: OfflineResult
}
