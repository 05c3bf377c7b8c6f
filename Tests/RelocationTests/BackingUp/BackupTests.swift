import DatabaseRig
import Databases
import Foundation
import Relocation
import Synchronization
import Testing

private let source = try! SSHServer(address: "127.0.0.4")
private let secret = "planted-\(UUID().uuidString)"

/// A place for one test's repository, folder and restored files.
private struct Place {
    let root = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString.prefix(8))").path

    init() throws {
        try command(
            [
                "bash", "-c",
                #"""
                mkdir -p "$0/site/uploads" "$0/site/cache" && cd "$0/site"
                head -c 3000000 /dev/urandom > uploads/film; printf x > $'uploads/a\nb \xe9'; ln -s /etc/hostname link
                ln uploads/film uploads/same; printf y > .htaccess; printf z > cache/page
                """#, root,
            ])
    }

    var repository: BackupRepository {
        BackupRepository(keeper: .local, location: "\(root)/repository", password: secret)
    }

    var folder: BackupPart {
        get throws {
            try BackupPart(
                name: "uploads", .folder("\(root)/site", on: source.host, leavingOut: LeaveOut(["/cache/*"])))
        }
    }

    func remove() { attempt(["rm", "-rf", root]) }
}

@Suite struct BackupTests {
    @Test func aFolderIsBackedUpAndProven() async throws {
        let place = try Place()
        defer { place.remove() }
        let backup = try Backup(run: "plan-1", repository: place.repository, parts: [place.folder])
        let records = try await backup.take()
        #expect(records.map(\.part) == ["uploads"])
        #expect(Proof(unproven: records).description == "0 of 1 proven")
        let check = RestoreProof(
            repository: place.repository, parts: backup.parts, host: .local, folder: "\(place.root)/restored/here")
        let proof = try await check.prove(records)
        #expect(proof.description == "1 of 1 proven", "\(proof.parts)")
        #expect(proof.isComplete)
        #expect(proof.bytes > 3_000_000)
        #expect(proof.seconds > 0)
        // The same run again keeps nothing twice.
        #expect(try await backup.take() == records)
        // A folder that is changed since is no longer the one that was kept.
        try command(["bash", "-c", "echo more >> \(place.root)/site/.htaccess"])
        let later = try await check.prove(records)
        #expect(later.description == "0 of 1 proven")
        #expect(later.parts[0].why.contains(".htaccess (size 6, not 1)") == false)
        #expect(later.parts[0].why.contains(".htaccess (size 1, not 6)"), "\(later.parts[0].why)")
    }

    @Test func aDatabaseIsBackedUpAndProven() async throws {
        let place = try Place()
        defer { place.remove() }
        let server = try await MariaDBServer()
        try server.run(
            """
            CREATE TABLE wp_posts (ID bigint unsigned PRIMARY KEY AUTO_INCREMENT, post_content longtext, raw varbinary(9),
                d datetime NOT NULL DEFAULT '2020-01-01') CHARSET utf8mb4;
            INSERT INTO wp_posts (post_content, raw) SELECT CONCAT('grüße \\'; -- 🙂 ', seq), UNHEX('00FF1A27')
                FROM seq_1_to_5000;
            CREATE TRIGGER t BEFORE INSERT ON wp_posts FOR EACH ROW SET NEW.d = NOW();
            CREATE VIEW v AS SELECT ID FROM wp_posts;
            """, in: "shop")
        let address = try DatabaseAddress(parsing: server.address)
        let part = try BackupPart(name: "shop-db", .database(address, password: server.password, on: .local))
        let backup = try Backup(run: "plan-1", repository: place.repository, parts: [part])
        let watch = Task {
            var seen = false
            while !Task.isCancelled {
                seen = seen || processes().contains { $0.words.contains(secret) || $0.words.contains(server.password) }
                try? await Task.sleep(for: .milliseconds(5))
            }
            return seen
        }
        let records = try await backup.take()
        let proof = try await RestoreProof(
            repository: place.repository, parts: [part], host: .local, folder: "\(place.root)/restored/here",
            server: ProvingServer(address, password: server.password)
        ).prove(records)
        watch.cancel()
        #expect(await watch.value == false)
        #expect(proof.description == "1 of 1 proven", "\(proof.parts)")
        #expect(!"\(proof)\(records)".contains(secret))
        // Without a server to restore to it is not proven.
        let unproven = try await RestoreProof(
            repository: place.repository, parts: [part], host: .local, folder: "\(place.root)/restored/here"
        ).prove(records)
        #expect(unproven.description == "0 of 1 proven")
        // A wrong password is no backup, and is not shown.
        let wrong = try BackupPart(name: "other", .database(address, password: "no-\(secret)", on: .local))
        let error = try await #require(throws: RelocationError.self) {
            try await Backup(run: "plan-1", repository: place.repository, parts: [wrong]).take()
        }
        #expect("\(error)".contains("Access denied"))
        #expect(!"\(error)".contains(secret))
        #expect(try await place.repository.kept(run: "plan-1").map(\.part) == ["shop-db"])
    }

    /// Definers that the proving server does not know, and an event that must not run there.
    @Test func aServerIsStartedForTheProof() async throws {
        let place = try Place()
        defer { place.remove() }
        let server = try await MariaDBServer(settings: ["--event-scheduler=ON"])
        try server.run(
            """
            CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT, n int NOT NULL DEFAULT 0); INSERT INTO t (n) VALUES (1), (2);
            CREATE TABLE beats (id int PRIMARY KEY AUTO_INCREMENT);
            CREATE USER 'gone'@'localhost'; GRANT ALL ON shop.* TO 'gone'@'localhost';
            CREATE DEFINER='gone'@'localhost' SQL SECURITY DEFINER VIEW v AS SELECT n FROM t;
            CREATE DEFINER='gone'@'localhost' TRIGGER g AFTER INSERT ON t FOR EACH ROW INSERT INTO beats VALUES ();
            CREATE DEFINER='gone'@'localhost' EVENT e ON SCHEDULE EVERY 1 SECOND DO INSERT INTO shop.beats VALUES ();
            """, in: "shop")
        let address = try DatabaseAddress(parsing: server.address)
        let part = try BackupPart(name: "shop-db", .database(address, password: server.password, on: .local))
        let records = try await Backup(run: "plan-1", repository: place.repository, parts: [part]).take()
        // The server itself runs events: those of the restored database would write into the shop.
        let refused = try await RestoreProof(
            repository: place.repository, parts: [part], host: .local, folder: "\(place.root)/restored/here",
            server: ProvingServer(address, password: server.password)
        ).prove(records)
        #expect(refused.proven == 0 && refused.parts[0].why.contains("event_scheduler"))
        let repository = place.repository
        let root = place.root
        let proof = try await OwnServer(folder: "\(root)/proof-server").with { own throws(RelocationError) in
            try await RestoreProof(
                repository: repository, parts: [part], host: .local, folder: "\(root)/restored/here", server: own
            ).prove(records)
        }
        #expect(proof.description == "1 of 1 proven", "\(proof.parts)")
        #expect(!FileManager.default.fileExists(atPath: "\(root)/proof-server"))
        #expect(!processes().contains { $0.words.contains("\(root)/proof-server") })
        // What is proven is noted beside the snapshot, and stays found.
        try await place.repository.mark(records[0], provenAt: "2026-11-22T10:00:00Z")
        let marked = try await place.repository.kept()
        #expect(marked.map(\.proven) == ["2026-11-22T10:00:00Z"] && marked.map(\.run) == ["plan-1"])
        try await place.repository.forget(marked)
        #expect(try await place.repository.kept().isEmpty)
    }

    @Test func aFlippedBitIsFoundAndNamed() async throws {
        let place = try Place()
        defer { place.remove() }
        let backup = try Backup(run: "plan-1", repository: place.repository, parts: [place.folder])
        let records = try await backup.take()
        try await place.repository.check()
        let pack = try command([
            "bash", "-c", "find \(place.root)/repository/data -type f -size +500k | sort | head -1 | tr -d '\\n'",
        ])
        try command(["bash", "-c", "chmod u+w \(pack); printf X | dd of=\(pack) bs=1 seek=400000 conv=notrunc"])
        let error = try await #require(throws: RelocationError.self) { try await place.repository.check() }
        guard case .damaged(_, _, let why, _) = error else { Issue.record("\(error)"); return }
        #expect(why.contains(pack.split(separator: "/").last!.prefix(8)), "\(why)")
        let proof = try await RestoreProof(
            repository: place.repository, parts: backup.parts, host: .local, folder: "\(place.root)/restored/here"
        ).prove(records)
        #expect(proof.description == "0 of 1 proven")
    }

    @Test func aFullDiskIsNamedAndGoneOnWith() async throws {
        let place = try Place()
        try command(["mkdir", "\(place.root)/repository"])
        try command(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "\(place.root)/repository"])
        defer {
            attempt(["umount", "\(place.root)/repository"])
            place.remove()
        }
        let backup = try Backup(run: "plan-1", repository: place.repository, parts: [place.folder])
        let error = try await #require(throws: RelocationError.self) { try await backup.take() }
        guard case .full = error else { Issue.record("\(error)"); return }
        #expect(!"\(error)".contains(secret))
        try command(["mount", "-o", "remount,size=30m", "\(place.root)/repository"])
        #expect(try await backup.take().count == 1)
        try await place.repository.check()
    }

    @Test func aBrokenConnectionLeavesNothingThatCounts() async throws {
        let place = try Place()
        defer { place.remove() }
        try command(["bash", "-c", "head -c 30000000 /dev/urandom > \(place.root)/site/large"])
        let own = try SSHServer(address: "127.0.0.5")
        let part = try BackupPart(
            name: "uploads", .folder("\(place.root)/site", on: own.host, leavingOut: LeaveOut([])))
        let backup = try Backup(run: "plan-1", repository: place.repository, parts: [part])
        let error = try await #require(throws: RelocationError.self) {
            try await backup.take { progress in if progress.done > 5_000_000 { own.kill() } }
        }
        #expect(error.isPassing, "\(error)")
        #expect(try await place.repository.kept(run: "plan-1").isEmpty)
        try own.start()
        #expect(try await backup.take().count == 1)
    }

    @Test func anotherPasswordMakesNoSecondRepository() async throws {
        let place = try Place()
        defer { place.remove() }
        try await place.repository.prepare()
        let other = BackupRepository(keeper: .local, location: "\(place.root)/repository", password: "another-one")
        let error = try await #require(throws: RelocationError.self) { try await other.prepare() }
        #expect("\(error)".contains("wrong password"))
        #expect(!"\(error)".contains("another-one"))
    }
}
