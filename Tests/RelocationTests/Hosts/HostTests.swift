import Foundation
import Relocation
import Synchronization
import Testing

/// One server for the suite; its commands run as this account.
private let server = try! SSHServer()

@Suite struct HostTests {
    static let hosts: [Host] = [.local, server.host]

    @Test(arguments: hosts)
    func wordsArriveAsTheyAre(host: Host) async throws {
        let words = ["", "two words", "it's", "$HOME `id` \"x\"", "a\nb", "*", "\\n", "-n", "ü", "!"]
        let reply = try await host.run(["printf", "%s\\0"] + words).succeeded()
        #expect(
            reply.text.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init) == words)
        #expect(reply.errors.isEmpty)
    }

    @Test(arguments: hosts)
    func inputIsReadAfterTheSecrets(host: Host) async throws {
        let secrets = ["SHOP_PASSWORD": "pa'ss $(id) \\ wörd ", "SHOP_KEY": "-----BEGIN\nline two\n\nEND"]
        let reply = try await host.run(
            ["sh", "-c", "printf '%s|%s|' \"$SHOP_PASSWORD\" \"$SHOP_KEY\"; cat"], input: .text("body\nof it"),
            secrets: secrets
        ).succeeded()
        #expect(reply.text == "pa'ss $(id) \\ wörd |-----BEGIN\nline two\n\nEND|body\nof it")
    }

    @Test(arguments: hosts)
    func secretsAreInNoProcessListAndNoError(host: Host) async throws {
        let secret = "planted-\(UUID().uuidString)"
        async let running = host.run(
            ["sh", "-c", "sleep 0.7; echo \"no entry with $TOKEN\" >&2; exit 3"], secrets: ["TOKEN": secret])
        var seen = 0
        while seen < 5 {
            let all = processes()
            if all.contains(where: { $0.words.contains("no entry with") }) { seen += 1 }
            #expect(!all.contains { $0.words.contains(secret) })
            try await Task.sleep(for: .milliseconds(50))
        }
        let reply = try await running
        #expect(reply.errors == "no entry with [secret]\n")
        let error = try #require(throws: RelocationError.self) { try reply.succeeded() }
        #expect(!"\(error)".contains(secret))
        #expect("\(error)".contains("ended with 3, not 0: no entry with [secret]"))
    }

    @Test(arguments: hosts)
    func aSecretThatNoEnvironmentHoldsIsRefused(host: Host) async throws {
        await #expect(throws: RelocationError.secret(name: "A", why: "it holds a NUL, which no environment can")) {
            try await host.run(["true"], secrets: ["A": "x\0y"])
        }
        await #expect(throws: RelocationError.self) { try await host.run(["true"], secrets: ["A;id": "x"]) }
    }

    @Test(arguments: hosts)
    func statusesAndMissingTools(host: Host) async throws {
        #expect(try await host.run(["sh", "-c", "exit 41"]).status == 41)
        let reply = try await host.run(["no-such-tool", "x"])
        #expect(reply.isToolMissing)
        #expect(
            throws: RelocationError.toolMissing(
                host: "\(host)", tool: "no-such-tool", mend: "install it there, or correct the path")
        ) { try reply.succeeded() }
        // A command's own 255 is not the client's.
        #expect(try await host.run(["sh", "-c", "echo mine >&2; exit 255"]).status == 255)
    }

    @Test(arguments: hosts)
    func outputIsLimited(host: Host) async throws {
        await #expect(throws: RelocationError.tooMuch(host: "\(host)", command: "cat /dev/zero", limit: 100_000)) {
            try await host.run(["cat", "/dev/zero"], limit: 100_000)
        }
        let megabytes = try await host.run(["head", "-c", "5000000", "/dev/zero"], limit: 5_000_000)
        #expect(megabytes.output.count == 5_000_000)
    }

    @Test(arguments: hosts)
    func aTimeLimitEndsTheCommandWhereItRuns(host: Host) async throws {
        let sign = "31\(Int.random(in: 100_000...999_999))"
        await #expect(
            throws: RelocationError.tooSlow(
                host: "\(host)", command: "sh -c sleep \(sign) & sleep \(sign)", limit: .seconds(1))
        ) {
            try await host.run(["sh", "-c", "sleep \(sign) & sleep \(sign)"], within: .seconds(1))
        }
        #expect(!processes().contains { $0.words.hasPrefix("sleep \(sign)") })
    }

    @Test(arguments: hosts)
    func cancellingEndsTheCommandWhereItRuns(host: Host) async throws {
        let sign = "32\(Int.random(in: 100_000...999_999))"
        let task = Task { try await host.run(["sh", "-c", "trap '' TERM; sleep \(sign); sleep \(sign)"]) }
        while !processes().contains(where: { $0.words.hasPrefix("sleep \(sign)") }) {
            try await Task.sleep(for: .milliseconds(50))
        }
        task.cancel()
        await #expect(throws: RelocationError.cancelled) { try await task.value }
        #expect(!processes().contains { $0.words.hasPrefix("sleep \(sign)") })
    }

    @Test func aPipelineCarriesBytesFromHostToHost() async throws {
        let from = server.host
        let size = 30_000_000
        let reply = try await Host.local.run(
            ["sh", "-c", "wc -c"],
            input: .writing { writer throws(RelocationError) in
                try await from.stream(["head", "-c", "\(size)", "/dev/zero"]) { bytes throws(RelocationError) in
                    try await writer.write(bytes)
                }.succeeded()
            }
        ).succeeded()
        #expect(reply.text.trimmingCharacters(in: .whitespacesAndNewlines) == "\(size)")
    }

    /// A part of a dump that is taken for the whole is the worst that a pipeline can do.
    @Test(arguments: hosts)
    func aReaderNeverTakesAPartForTheWhole(reader: Host) async throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "whole-\(UUID().uuidString)").path
        await #expect(
            throws: RelocationError.commandFailed(
                host: "this machine", command: "sh -c echo half; exit 9", status: 9, why: "",
                mend: "mend what it names, then run it again")
        ) {
            try await reader.run(
                ["sh", "-c", "cat >/dev/null && touch \(place)"],
                input: .writing { writer throws(RelocationError) in
                    try await Host.local.stream(["sh", "-c", "echo half; exit 9"]) { bytes throws(RelocationError) in
                        try await writer.write(bytes)
                    }.succeeded()
                })
        }
        try await Task.sleep(for: .milliseconds(300))
        #expect(!FileManager.default.fileExists(atPath: place))
    }

    @Test(arguments: hosts)
    func aReaderThatEndsEarlyIsNoSuccess(reader: Host) async throws {
        let words = ["head", "-c", "10"]
        await #expect(throws: RelocationError.inputNotTaken(host: "\(reader)", command: "head -c 10")) {
            try await reader.run(
                words,
                input: .writing { writer throws(RelocationError) in
                    try await Host.local.stream(["cat", "/dev/zero"]) { bytes throws(RelocationError) in
                        try await writer.write(bytes)
                    }
                })
        }
        // What it said about it counts more.
        let reply = try await reader.run(
            ["sh", "-c", "echo full >&2; exit 5"], input: .bytes([UInt8](repeating: 0, count: 4_000_000)))
        #expect(reply.status == 5)
        #expect(reply.errors == "full\n")
    }

    @Test func aHostIsKnownByItsKey() async throws {
        let strange = try await #require(throws: RelocationError.self) {
            try await Host.ssh(server.way(known: "known-wrong")).run(["true"])
        }
        guard case .strangeKey = strange else { Issue.record("\(strange)"); return }
        #expect(!strange.isPassing)
        let refused = try await #require(throws: RelocationError.self) {
            try await Host.ssh(server.way(identity: "stranger")).run(["true"])
        }
        guard case .refused = refused else { Issue.record("\(refused)"); return }
        #expect(!refused.isPassing)
    }

    @Test func noAnswerIsWorthTryingAgain() async throws {
        let error = try await #require(throws: RelocationError.self) {
            try await Host.ssh(server.way(port: try openPort())).run(["true"])
        }
        guard case .strangeKey = error else {
            guard case .unreachable = error else { Issue.record("\(error)"); return }
            #expect(error.isPassing)
            return
        }
    }

    @Test func aBrokenConnectionIsNamed() async throws {
        let own = try SSHServer()
        let error = try await #require(throws: RelocationError.self) {
            try await own.host.stream(["sh", "-c", "echo on; sleep 30"]) { _ in own.kill() }
        }
        guard case .lost = error else { Issue.record("\(error)"); return }
        #expect(error.isPassing)
        let next = try await #require(throws: RelocationError.self) { try await own.host.run(["true"]) }
        guard case .unreachable = next else { Issue.record("\(next)"); return }
        try own.start()
        #expect(try await own.host.run(["echo", "back"]).text == "back\n")
    }

    @Test func manyCommandsAtOnce() async throws {
        let host = server.host
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<24 {
                group.addTask {
                    let text = try await host.run(["sh", "-c", "sleep 0.1; echo \(number)"]).succeeded().text
                    return Int(text.dropLast()) ?? -1000
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 276)
    }
}
