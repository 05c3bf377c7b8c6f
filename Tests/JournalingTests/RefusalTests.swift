import Foundation
import GRDB
import Journaling
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A journal that cannot be used is refused with what was found and what to do.
@Suite struct RefusalTests {
    @Test func anotherPlanIsRefused() async throws {
        let desk = try Desk()
        try await desk.write(3)
        let other = String(repeating: "b", count: 64)
        #expect(throws: JournalError.anotherPlan(path: desk.path, expected: other, found: Desk.plan)) {
            try desk.open(plan: other)
        }
        #expect(try Journal.read(path: desk.path).verify().rows == 3)
    }

    @Test func aSecondWriterIsRefusedUntilTheFirstIsGone() async throws {
        let desk = try Desk()
        do {
            let first = try desk.open()
            #expect(throws: JournalError.inUse(path: desk.path)) { try desk.open() }
            try await first.append([Entry(at: 0, kind: .event, body: "{}")])
        }
        #expect(try desk.open().verify().rows == 1)
    }

    @Test func aMissingJournalIsSaidToBeMissing() throws {
        let desk = try Desk()
        #expect(throws: JournalError.missing(path: desk.path)) { try Journal.read(path: desk.path) }
        #expect(!FileManager.default.fileExists(atPath: desk.path))
    }

    @Test(arguments: ["not a database at all, only a text that is long enough to be looked at", "x", "SQLite"])
    func aFileOfSomethingElseIsNoJournal(_ text: String) throws {
        let desk = try Desk()
        try Data(text.utf8).write(to: URL(filePath: desk.path))
        for open in [{ try Journal.read(path: desk.path) }, { try desk.open() }] {
            do throws(any Error) {
                _ = try open()
                Issue.record("it must be refused")
            } catch {
                guard case .notAJournal? = error as? JournalError else {
                    Issue.record("found \(error)")
                    continue
                }
            }
        }
        #expect(try String(contentsOfFile: desk.path, encoding: .utf8) == text)
    }

    @Test(arguments: ["", "CREATE TABLE identity (name, value); INSERT INTO identity VALUES (NULL, 1), ('run', NULL)"])
    func aDatabaseOfSomethingElseIsNoJournal(_ schema: String) throws {
        let desk = try Desk()
        try desk.tamper("CREATE TABLE shopping (item TEXT); \(schema)")
        #expect { try Journal.read(path: desk.path) } throws: { error in
            if case .notAJournal? = error as? JournalError { true } else { false }
        }
    }

    @Test func aFolderThatIsNotThereIsRefused() {
        #expect(throws: JournalError.self) {
            try Journal.write(
                path: "/nowhere/at/all/journal.sqlite", identity: JournalIdentity(run: "r", planDigest: "p"))
        }
    }

    #if os(Linux)
        /// In a process of its own, whose files may not grow beyond a bound: what a full disk does to a writer.
        @Test func aFullDiskIsSaidToBeFullAndLosesNothing() async {
            await #expect(processExitsWith: .success) {
                let desk = try Desk()
                let journal = try desk.open()
                try await journal.append([Entry(at: 0, kind: .event, body: "{}")])
                signal(SIGXFSZ, SIG_IGN)
                var bound = rlimit(rlim_cur: 200_000, rlim_max: 200_000)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound)
                var written = 1
                var found: JournalError?
                let body = String(repeating: "x", count: 10_000)
                while found == nil, written < 1_000 {
                    do throws(JournalError) {
                        try await journal.append([Entry(at: written, kind: .event, body: body)])
                        written += 1
                    } catch { found = error }
                }
                try #require(found == .full(path: desk.path))
                try #require(written > 3 && written < 100)
                try #require(try journal.verify().rows == written)
            }
        }
    #endif

    @Test(arguments: [
        JournalError.missing(path: "/p"), .notAJournal(path: "/p", found: "f"), .inUse(path: "/p"),
        .anotherPlan(path: "/p", expected: "e", found: "f"), .broken(path: "/p", sequence: 3, what: "w"),
        .full(path: "/p"), .unusable(path: "/p", what: "w"),
    ])
    func everyRefusalNamesThePlace(_ error: JournalError) { #expect("\(error)".contains("/p")) }
}
