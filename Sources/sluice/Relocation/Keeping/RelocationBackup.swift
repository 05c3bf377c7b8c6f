import ArgumentParser
import Conducting
import Foundation
import Planning
import Relocation

struct RelocationBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Back up databases and volumes, and prove it by restoring elsewhere.",
        discussion: """
            Everything goes into the plan's encrypted restic repository (`relocation.backup`). A backup that was not
            restored is not a backup: without --prove the report says 0 of n proven, and no record is left. --prove
            restores elsewhere and compares digests: what was taken last and never tried, else a new backup. Databases are
            loaded into `prove_at`, or into a server that is started for the proof. Cut short, it goes on when it is run
            again. Exit 1 when something is not proven.

            Examples:
              sluice relocation backup plan.yaml --dry-run
              sluice relocation backup plan.yaml --prove
              sluice relocation backup plan.yaml --status
              sluice relocation backup plan.yaml --prune
            """)

    @OptionGroup var source: RelocationSource

    @Flag(help: "Restore elsewhere and compare.")
    var prove = false

    @Flag(help: "Only list what is kept, proven or not, and how old.")
    var status = false

    @Flag(help: "Forget what is older than the plan's `keep`, but never the newest, nor the newest that is proven.")
    var prune = false

    @Flag(help: "Read every byte of the repository and check it.")
    var check = false

    @Flag(help: "Only say what would be backed up, and how much it is.")
    var dryRun = false

    @Flag(help: "JSON, one line.")
    var json = false

    func run() async throws {
        let ready = try source.read()
        let looksOnly = status || (prune && !prove) || (check && !prove)
        let desk = try await BackupDesk(
            ready.plan, ready.logins, folder: ready.folder, databases: looksOnly ? nil : source.database)
        if check {
            try await desk.check()
            if !json { Terminal.say("\(desk.place): every byte read, nothing damaged") }
        }
        if status { return try await list(desk) }
        if prune, !prove { return try await forget(desk) }
        if looksOnly { return }
        if !json { for note in desk.notes { Terminal.say("note  \(note)") } }
        if dryRun { return try rehearse(desk) }
        try await keep(desk, ready.evidence)
        if prune { try await forget(desk) }
    }

    private func rehearse(_ desk: BackupDesk) throws {
        if json {
            let parts = desk.items.map {
                Planned(part: $0.part.name, what: $0.what, system: $0.system, bytes: $0.bytes)
            }
            return Terminal.say(try Terminal.json(["parts": parts], pretty: false))
        }
        for item in desk.items {
            let size = item.bytes.map(AssessmentTable.bytes) ?? "size unknown"
            Terminal.say("\(item.part.name): \(item.what), \(size)")
        }
        let sum = desk.items.reduce(0) { $0 + ($1.bytes ?? 0) }
        Terminal.say("\(desk.items.count) parts, about \(AssessmentTable.bytes(sum)), into \(desk.place)")
    }

    private func keep(_ desk: BackupDesk, _ evidence: RelocationEvidence) async throws {
        let line = TransferLine("backup")
        var kept: [BackupRecord] = []
        if prove { kept = try await desk.unproven() ?? [] }
        if kept.isEmpty { kept = try await desk.take(at: .now) { line.show($0) } }
        line.end()
        var proof = Proof(unproven: kept)
        if prove {
            proof = try await desk.prove(kept, at: .now) { line.show($0) }
            line.end()
            try record(proof, desk, evidence)
        }
        try say(proof, kept, desk)
        if prove, !proof.isComplete { throw ExitCode(Failure.Code.short.rawValue) }
    }

    private func record(_ proof: Proof, _ desk: BackupDesk, _ evidence: RelocationEvidence) throws {
        for verdict in BackupVerdict.of(proof, desk.items, all: desk.counts) {
            try evidence.note(
                .backupRestored, of: verdict.system, by: "backup", passed: verdict.isProven,
                figures: [
                    "bytes": Double(verdict.bytes), "seconds": verdict.seconds, "proven": Double(verdict.proven),
                    "parts": Double(verdict.parts),
                ], note: "\(verdict.proven) of \(verdict.parts) proven")
        }
    }

    private func say(_ proof: Proof, _ kept: [BackupRecord], _ desk: BackupDesk) throws {
        if json {
            let told = Told(
                run: kept.first?.run ?? "", place: desk.place, proven: proof.proven, of: proof.parts.count,
                bytes: kept.reduce(0) { $0 + $1.bytes }, provenBytes: proof.bytes, seconds: proof.seconds,
                parts: proof.parts, notes: desk.notes)
            return Terminal.say(try Terminal.json(told, pretty: false))
        }
        for (record, part) in zip(kept, proof.parts) {
            let took = part.seconds.formatted(.number.precision(.fractionLength(1)))
            let state = part.isProven ? "proven in \(took) s: \(part.why)" : "NOT PROVEN: \(part.why)"
            Terminal.say("\(part.name): \(AssessmentTable.bytes(record.bytes)), \(state)")
        }
        Terminal.say("\(desk.place): \(proof)")
        if !prove { Terminal.say("a backup that was not restored is not a backup: run it again with --prove") }
    }

    private func list(_ desk: BackupDesk) async throws {
        let all = try await desk.snapshots()
        let now = PlanTime.now
        if json {
            let listed = all.map { record in
                Listed(
                    run: record.run, part: record.part, snapshot: record.snapshot, bytes: record.bytes, at: record.at,
                    proven: record.proven)
            }
            Terminal.say(try Terminal.json(listed, pretty: false))
        } else {
            var table = TextTable(["run", "part", "size", "age", "proven"])
            for record in all {
                table.add([
                    record.run, record.part, AssessmentTable.bytes(record.bytes), Self.text(record.age(at: now)),
                    record.proven == nil ? "no" : "\(Self.text(record.proofAge(at: now))) ago",
                ])
            }
            if !table.isEmpty { Terminal.say(table.text()) }
            let newest = all.filter { $0.run == all.first?.run }
            Terminal.say(
                "\(desk.place): \(all.count) snapshots; of the newest run \(newest.count { $0.proven != nil }) of "
                    + "\(newest.count) proven")
        }
        let newest = all.filter { $0.run == all.first?.run }
        if newest.isEmpty || newest.contains(where: { $0.proven == nil }) {
            throw ExitCode(Failure.Code.short.rawValue)
        }
    }

    private func forget(_ desk: BackupDesk) async throws {
        let gone = try await desk.prune(at: .now)
        if json {
            Terminal.say(try Terminal.json(["forgotten": gone.map(\.snapshot)], pretty: false))
        } else {
            for record in gone { Terminal.say("forgotten: \(record.run) \(record.part)") }
            Terminal.say("\(desk.place): \(gone.count) snapshots forgotten")
        }
    }

    private static func text(_ age: Duration?) -> String {
        age?.formatted(.units(allowed: [.days, .hours, .minutes, .seconds], width: .narrow, maximumUnitCount: 2)) ?? "?"
    }

    private struct Planned: Encodable {
        let part, what: String
        let system: String?
        let bytes: Int?
    }

    private struct Listed: Encodable {
        let run, part, snapshot: String
        let bytes: Int
        let at: String
        let proven: String?
    }

    private struct Told: Encodable {
        let run, place: String
        let proven, of, bytes, provenBytes: Int
        let seconds: Double
        let parts: [Proof.Part]
        let notes: [String]
    }
}
