import Conducting
import DatabaseRig
import Foundation
import Planning
import Relocation
import Testing

@Suite("Keeping")
struct KeepingTests {
    private static func record(_ part: String, run: String, at: String, proven: String? = nil) throws -> BackupRecord {
        let mark = proven.map { ",\"proven\":\"\($0)\"" } ?? ""
        return try JSONDecoder().decode(
            BackupRecord.self,
            from: Data(
                """
                {"part":"\(part)","snapshot":"\(part)\(run)","file":"f","digest":"d","bytes":1,"at":"\(at)","run":"\(run)"\(mark)}
                """.utf8))
    }

    @Test("pruning spares the newest run, and the newest that is proven as a whole")
    func retention() throws {
        let now = PlanTime("2026-11-22T00:00Z")!
        let records = try [
            Self.record("a", run: "4", at: "2026-11-21T00:00:00.123Z"),
            Self.record("a", run: "3", at: "2026-11-01T00:00:00Z", proven: "2026-11-01T01:00:00Z"),
            Self.record("b", run: "3", at: "2026-11-01T00:00:00Z"),
            Self.record("a", run: "2", at: "2026-10-01T01:00:00.5+01:00", proven: "2026-10-01T01:00:00Z"),
            Self.record("a", run: "1", at: "2026-09-01T00:00:00Z", proven: "2026-09-01T01:00:00Z"),
        ]
        func expired(_ days: Int) -> [String] {
            BackupRetention.expired(records, keep: .seconds(days * 86_400)) { $0.age(at: now) }.map(\.snapshot)
        }
        #expect(expired(90) == [])
        #expect(expired(60) == ["a1"])
        // Run 2 is the newest that is whole; half of run 3 is not.
        #expect(expired(7) == ["a3", "b3", "a1"])
        #expect(records[0].age(at: now) == .seconds(86_400))
        #expect(records[3].age(at: now) == .seconds(52 * 86_400))
    }

    @Test("a system counts as proven only with every part of it")
    func verdicts() throws {
        func item(_ name: String, _ system: String?) throws -> BackupItem {
            let part = try BackupPart(name: name, .folder("/x", on: .local, leavingOut: LeaveOut([])))
            return BackupItem(part, system: system, what: name, bytes: nil)
        }
        func part(_ name: String, _ isProven: Bool) -> Proof.Part {
            Proof.Part(name: name, snapshot: "", isProven: isProven, why: "", seconds: 2, bytes: 5, digest: "")
        }
        let items = try [item("a", "web"), item("b", "web"), item("c", "db"), item("d", nil), item("e", "half")]
        let proof = Proof(parts: [
            part("a", true), part("b", false), part("c", true), part("d", true), part("e", true),
        ])
        let verdicts = BackupVerdict.of(proof, items, all: ["web": 2, "db": 1, "half": 2])
        #expect(verdicts.map(\.system) == ["db", "web"])
        #expect(verdicts.map(\.isProven) == [true, false])
        #expect(verdicts[1].bytes == 10 && verdicts[1].proven == 1)
    }

    @Test("jobs that nobody moved are named once; moved ones are known again by their new paths")
    func jobs() {
        func job(_ from: String, _ command: String) -> HostInventory.Job {
            HostInventory.Job(from: from, schedule: "* * * * *", command: command)
        }
        let old = [
            ForgottenJobs.Job(host: "a", job: job("crontab of shop", "/srv/old/feed  --all")),
            ForgottenJobs.Job(host: "a", job: job("crontab of shop", "/srv/old/stay")),
            ForgottenJobs.Job(host: "a", job: job("/etc/cron.d/php as root", "clean")),
            ForgottenJobs.Job(host: "a", job: job("systemd", "x.service")),
        ]
        let found = ForgottenJobs.among(
            old, new: [job("crontab of new", "/srv/new/feed --all"), job("/etc/cron.d/php as root", "clean")],
            rewrites: [("/srv/old", "/srv/new")])
        #expect(found.map(\.job.command) == ["/srv/old/stay"])
    }

    @Test("a plan's databases and volumes are taken, proven on a server of their own, and remembered")
    func desk() async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "keeping-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: root.appending(path: "volume/mysql"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let volume = root.path + "/volume"
        for (file, text) in [("page", "one"), ("mysql/ibdata1", "rows"), ("scratch.tmp", "x")] {
            try text.write(toFile: "\(volume)/\(file)", atomically: true, encoding: .utf8)
        }
        let server = try await MariaDBServer()
        try server.run("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1), (2)", in: "shop")
        try server.run("CREATE DATABASE forgotten")
        try server.password.write(toFile: root.path + "/db", atomically: true, encoding: .utf8)
        try "repository-secret".write(toFile: root.path + "/restic", atomically: true, encoding: .utf8)
        let text = """
            sluice: 1
            name: keeping
            systems: [{ id: web, kind: storefront, side: old }, { id: db-old, kind: database, side: old }, { id: db-new, kind: database, side: new }]
            access:
              - { id: restic, kind: repository, from: us, reference: "file:\(root.path)/restic" }
              - { id: db, kind: database, from: them, reference: "file:\(root.path)/db" }
            relocation:
              backup: { repository: \(root.path)/repository, access: restic, keep: 30d }
              hosts: [{ id: box, side: old, system: web, address: local, volumes: [{ path: \(volume), leave_out: ["*.tmp"] }] }]
              databases: [{ id: shop, engine: mariadb, name: shop, from: db-old, to: db-new, source: "\(server.address)", access: db }]
            """
        let plan = try PlanReader.read(text: text)
        let logins = PlanLogins(plan, folder: root, knownHosts: nil)
        let folder = try RelocationFolder(root.path + "/relocation")
        func desk() async throws -> BackupDesk {
            try await BackupDesk(plan, logins, folder: folder, databases: [])
        }
        let first = try await desk()
        #expect(first.items.map(\.system) == ["db-old", "web"])
        #expect(first.notes.count == 2)
        #expect(first.notes.contains { $0.contains("forgotten") } && first.notes.contains { $0.contains("mysql") })
        let taken = try await first.take(at: .now) { _ in }
        #expect(taken.count == 2)
        // Another program finds what was taken and not tried.
        let second = try await desk()
        let unproven = try #require(try await second.unproven())
        #expect(unproven == taken)
        let proof = try await second.prove(unproven, at: .now) { _ in }
        #expect(proof.isComplete, "\(proof.parts)")
        #expect(try await second.unproven() == nil)
        #expect(try await second.snapshots().allSatisfy { $0.proven != nil })
        let verdicts = BackupVerdict.of(proof, second.items, all: second.counts)
        #expect(verdicts.map(\.system) == ["db-old", "web"] && verdicts.allSatisfy(\.isProven))
        // What is taken is done with: the next is a new run, and the old one stays until it is old.
        let later = try await second.take(at: .now + .seconds(60)) { _ in }
        #expect(later[0].run != taken[0].run)
        #expect(try await second.prune(at: .now).isEmpty)
        #expect(try await second.snapshots().count == 4)
        // A changed volume is not what was kept.
        try "two".write(toFile: "\(volume)/page", atomically: true, encoding: .utf8)
        let changed = try await second.prove(later, at: .now) { _ in }
        #expect(changed.description == "1 of 2 proven", "\(changed.parts)")
        // Where it came from may be gone: what is kept is restored by itself.
        let alone = try await BackupDesk(plan, logins, folder: folder, databases: nil)
        let kept = try await alone.proveKept { _ in }
        #expect(kept.proof.isComplete && kept.proof.parts.count == 2, "\(kept.proof.parts)")
        #expect(kept.takenAt == later.map(\.at).max())
        // The server itself is no place to prove its own backup.
        let beside = try PlanReader.read(
            text: text.replacing("keep: 30d", with: "keep: 30d, prove_at: \"\(server.address)\", prove_access: db"))
        let wrong = try await BackupDesk(
            beside, PlanLogins(beside, folder: root, knownHosts: nil), folder: folder, databases: [])
        await #expect(throws: RelocationError.self) { try await wrong.prove(later, at: .now) { _ in } }
    }
}
