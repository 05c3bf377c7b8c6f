import Foundation
import Relocation
import Synchronization
import Testing

private let source = try! SSHServer()
private let sink = try! SSHServer(address: "127.0.0.2")

/// A small folder with everything that gets lost: dotfiles, links, hard links, strange names.
private func makeFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString.prefix(8))").path
    try command(
        [
            "bash", "-c",
            #"""
            mkdir -p "$0/uploads/2026" "$0/.well-known" "$0/cache" "$0/empty" && cd "$0"
            head -c 3000000 /dev/urandom > uploads/2026/film.mp4
            printf 'one' > 'uploads/a b  c.txt'
            printf 'two' > $'uploads/new\nline.txt'
            printf 'three' > $'uploads/latin-\xe9.jpg'
            printf 'four' > "uploads/it's [1]*.txt"
            printf 'five' > ' leading'
            ln uploads/2026/film.mp4 uploads/same.mp4
            ln -s ../uploads .well-known/relative
            ln -s "$0/uploads/2026" uploads/absolute
            ln -s /etc/hostname outside
            printf 'token' > .well-known/acme; printf 'x' > .htaccess; chmod 640 .htaccess
            printf 'junk' > cache/page.html
            """#, folder,
        ])
    return folder
}

@Suite struct FileTransferTests {
    @Test(arguments: [(0, 1), (0, 0), (2, 1), (1, 2)])
    func everythingArrivesAndIsProved(from: Int, to: Int) async throws {
        let hosts = [source.host, sink.host, Host.local]
        let folder = try makeFolder()
        let target = folder + "-new/site"
        defer { attempt(["rm", "-rf", folder, folder + "-new"]) }
        let transfer = FileTransfer(
            from: hosts[from], folder: folder, to: hosts[to], target: target, leaveOut: LeaveOut(["/cache/"]),
            paths: PathMap([PathMap.Rule(from: folder, to: target)]), deletes: true)
        let planned = try await transfer.rehearse()
        #expect(planned.files == 8)
        #expect(!FileManager.default.fileExists(atPath: target))
        let seen = Mutex<[Progress]>([])
        let first = try await transfer.run { progress in seen.withLock { $0.append(progress) } }
        #expect(first.files == 8)
        #expect(first.rewrittenLinks == ["uploads/absolute: \(folder)/uploads/2026 → \(target)/uploads/2026"])
        #expect(seen.withLock { $0.last.map { $0.done == $0.total } } == true)
        let proof = try await transfer.verify()
        #expect(proof.isEqual, "\(proof)")
        #expect(proof.leftOut == 2)
        #expect(proof.rewrittenLinks.count == 1)
        #expect(proof.equalFiles == 9)
        #expect(try command(["stat", "-c", "%h", "\(target)/uploads/same.mp4"]) == "2\n")
        // Again: nothing to do.
        let second = try await transfer.run()
        #expect(second.files == 0)
        #expect(second.deleted == 0)
        // Only what changed, and what went away.
        try command([
            "bash", "-c", "echo more >> '\(folder)/ leading'; rm '\(folder)/.htaccess'; touch \(target)/../beside",
        ])
        let third = try await transfer.run()
        #expect(third.files == 1)
        #expect(third.deleted == 1)
        #expect(try await transfer.verify().isEqual)
        #expect(FileManager.default.fileExists(atPath: "\(target)/../beside"))
    }

    @Test func aChangedByteIsFound() async throws {
        let folder = try makeFolder()
        let target = folder + "-new/site"
        defer { attempt(["rm", "-rf", folder, folder + "-new"]) }
        let transfer = FileTransfer(from: source.host, folder: folder, to: .local, target: target)
        _ = try await transfer.run()
        // Same size, same time.
        try command([
            "bash", "-c",
            "cd \(target)/uploads; cp -p 2026/film.mp4 /tmp/keep-$$; printf X | dd of=2026/film.mp4 bs=1 seek=1000 "
                + "conv=notrunc; touch -r /tmp/keep-$$ 2026/film.mp4; rm /tmp/keep-$$ 'a b  c.txt'; echo > extra",
        ])
        let proof = try await transfer.verify()
        #expect(!proof.isEqual)
        #expect(proof.missing.map(FileManifest.shown) == ["uploads/a b  c.txt"])
        #expect(proof.extra.map(FileManifest.shown) == ["uploads/extra"])
        #expect(proof.different.map { FileManifest.shown($0.path) } == ["uploads/2026/film.mp4", "uploads/same.mp4"])
        #expect(proof.different.allSatisfy { $0.what.hasPrefix("SHA-256") })
    }

    @Test func manyFilesAreReadWhole() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "many-\(UUID().uuidString.prefix(8))").path
        defer { attempt(["rm", "-rf", folder]) }
        try command(
            [
                "bash", "-c",
                #"mkdir -p "$0/a long name of a folder" && cd "$0/a long name of a folder" && seq 1 60000 | split -l 20 -a 4 && chmod 000 xaaaa"#,
                folder,
            ])
        let manifest = try await FileManifest.read(folder, on: source.host)
        #expect(manifest.files == 3000)
        #expect(manifest.bytes == 348_894)
        #expect(manifest.unread.count == (getuid() == 0 ? 0 : 1))
        #expect(try await manifest.digest() == FileManifest.read(folder, on: .local).digest())
    }

    @Test func namesForPeople() {
        #expect(FileManifest.shown(Array("uploads/ü.txt".utf8)) == "uploads/ü.txt")
        #expect(FileManifest.shown([97, 0xe9, 10]) == "a\\xe9\\x0a")
    }

    @Test func dangerousTargetsAreRefused() async throws {
        for target in ["/", "/etc", "relative/x", "/srv/../etc/x"] {
            let transfer = FileTransfer(from: .local, folder: "/usr/share/doc", to: .local, target: target)
            await #expect(throws: RelocationError.self) { try await transfer.rehearse() }
        }
    }

    @Test func aFullDiskIsNamedAndGoneOnWith() async throws {
        let folder = try makeFolder()
        let place = folder + "-small"
        try command(["mkdir", "-p", place])
        try command(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place])
        defer {
            attempt(["umount", place])
            attempt(["rm", "-rf", folder, place])
        }
        let transfer = FileTransfer(from: source.host, folder: folder, to: sink.host, target: place + "/site")
        let error = try await #require(throws: RelocationError.self) { try await transfer.run() }
        guard case .full = error else {
            Issue.record("\(error)")
            return
        }
        try command(["mount", "-o", "remount,size=20m", place])
        _ = try await transfer.run()
        #expect(try await transfer.verify().isEqual)
    }

    @Test func aBrokenConnectionIsGoneOnWith() async throws {
        let folder = try makeFolder()
        let target = folder + "-new/site"
        defer { attempt(["rm", "-rf", folder, folder + "-new"]) }
        try command(["bash", "-c", "head -c 40000000 /dev/urandom > \(folder)/large"])
        let own = try SSHServer(address: "127.0.0.3")
        let transfer = FileTransfer(from: source.host, folder: folder, to: own.host, target: target)
        let killed = Mutex(false)
        let error = try await #require(throws: RelocationError.self) {
            try await transfer.run { progress in
                if progress.done > 8_000_000,
                    !killed.withLock({
                        let was = $0; $0 = true; return was
                    })
                {
                    own.kill()
                }
            }
        }
        #expect(error.isPassing, "\(error)")
        try own.start()
        let second = try await transfer.run()
        #expect(second.files >= 1)
        let proof = try await transfer.verify()
        #expect(proof.isEqual, "\(proof)")
    }

    @Test func patterns() {
        func leaves(_ pattern: String, _ path: String, isFolder: Bool = false) -> Bool {
            LeaveOut([pattern]).matches(Array(path.utf8), isFolder: isFolder)
        }
        #expect(leaves("*.log", "a/b/error.log"))
        #expect(!leaves("*.log", "a/error.log.txt"))
        #expect(leaves("/cache", "cache/x/y"))
        #expect(!leaves("/cache", "wp/cache"))
        #expect(leaves("cache/", "wp/cache/x"))
        #expect(!leaves("cache/", "wp/cache"))
        #expect(leaves("cache/", "wp/cache", isFolder: true))
        #expect(leaves("wp-content/cache", "site/wp-content/cache/a"))
        #expect(leaves("/up/**/thumb.jpg", "up/a/b/thumb.jpg"))
        #expect(!leaves("/up/*/thumb.jpg", "up/a/b/thumb.jpg"))
        #expect(leaves("?.txt", "d/a.txt"))
    }

    @Test func pathsAreRewrittenAtBoundaries() {
        let map = PathMap([
            PathMap.Rule(from: "/var/www", to: "/srv/new"), PathMap.Rule(from: "/var/www/media/", to: "/media"),
        ])
        func new(_ path: String) -> String { String(decoding: map.rewritten(Array(path.utf8)), as: UTF8.self) }
        #expect(new("/var/www/x") == "/srv/new/x")
        #expect(new("/var/www") == "/srv/new")
        #expect(new("/var/www2/x") == "/var/www2/x")
        #expect(new("/var/www/media/x") == "/media/x")
        #expect(new("../var/www") == "../var/www")
    }
}
