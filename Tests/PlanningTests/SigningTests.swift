import Foundation
import Planning
import Testing

@Suite("Signing")
struct SigningTests {
    private static let request = SigningRequest(
        plan: String(repeating: "a", count: 64), stage: "checkout-eu", serial: 17,
        evidence: String(repeating: "b", count: 64), decision: .approve, requester: "cleo",
        expires: PlanTime(milliseconds: 2_000_000_000_000))
    private static let now = PlanTime(milliseconds: 1_900_000_000_000)

    @Test("has bytes that are documented")
    func bytes() {
        let text = String(decoding: Self.request.canonicalBytes, as: UTF8.self)
        #expect(text.hasPrefix("sluice-signing-request 1\nplan aaaa"))
        #expect(text.hasSuffix("\ndecision approve\nrequester cleo\nexpires 2000000000000\n"))
        #expect(text.contains("\nstage checkout-eu\nserial 17\n"))
    }

    @Test("has other bytes for every other request")
    func injective() {
        let whole = Self.changed(stage: nil)
        let variants = [
            Self.request, whole, Self.changed(stage: "-"), Self.changed(stage: "checkout-eu\nserial 17"),
            Self.changed(serial: 18), Self.changed(decision: .refuse),
        ]
        #expect(Set(variants.map(\.digest)).count == variants.count)
    }

    @Test("accepts two people who did not ask, and nobody else")
    func twoPeople() async throws {
        let keys = try await TestKeys.make(["ada", "ben", "cleo"])
        defer { keys.remove() }
        let check = SignatureCheck(keys: keys.publicKeys)
        let ada = try await check.sign(Self.request, as: "ada", keyFile: keys.file("ada"))
        let ben = try await check.sign(Self.request, as: "ben", keyFile: keys.file("ben"))
        let cleo = try await check.sign(Self.request, as: "cleo", keyFile: keys.file("cleo"))
        let signed = try await check.verify([ada, ben], over: Self.request, asked: 2, now: Self.now)
        #expect(signed == ["ada", "ben"])
        let refusals: [([PersonSignature], SignatureProblem)] = [
            ([ada], .tooFew(asked: 2, found: 1)), ([ada, ada], .samePerson("ada")),
            ([ada, cleo], .signerIsRequester("cleo")),
        ]
        for (signatures, problem) in refusals {
            await #expect(throws: PlanningError.signature(problem)) {
                try await check.verify(signatures, over: Self.request, asked: 2, now: Self.now)
            }
        }
        let late = PlanTime(milliseconds: 2_000_000_000_000)
        await #expect(throws: PlanningError.signature(.expired(late, now: late))) {
            try await check.verify([ada, ben], over: Self.request, asked: 2, now: late)
        }
    }

    @Test("lets one signature fit one request, of one person")
    func fits() async throws {
        let keys = try await TestKeys.make(["ada", "ben"])
        defer { keys.remove() }
        let check = SignatureCheck(keys: keys.publicKeys)
        let ada = try await check.sign(Self.request, as: "ada", keyFile: keys.file("ada"))
        try await check.verify(ada, over: Self.request)
        for other in [Self.changed(serial: 18), Self.changed(stage: nil), Self.changed(decision: .rollBack)] {
            await #expect(throws: PlanningError.self) { try await check.verify(ada, over: other) }
        }
        let claimed = PersonSignature(person: "ben", armoured: ada.armoured)
        await #expect(throws: PlanningError.self) { try await check.verify(claimed, over: Self.request) }
        let broken = PersonSignature(person: "ada", armoured: "-----BEGIN SSH SIGNATURE-----\n")
        await #expect(throws: PlanningError.self) { try await check.verify(broken, over: Self.request) }
    }

    @Test("takes two names with one key for one person")
    func sharedKey() async throws {
        let keys = try await TestKeys.make(["ada"])
        defer { keys.remove() }
        let key = try #require(keys.publicKeys["ada"])
        let check = SignatureCheck(keys: ["ada": key, "eve": key])
        let ada = try await check.sign(Self.request, as: "ada", keyFile: keys.file("ada"))
        let eve = PersonSignature(person: "eve", armoured: ada.armoured)
        await #expect(throws: PlanningError.signature(.samePerson("eve"))) {
            try await check.verify([ada, eve], over: Self.request, asked: 2, now: Self.now)
        }
    }

    @Test("says what is missing when a key or the tool is")
    func missing() async throws {
        let none = SignatureCheck(keys: ["ada": "ssh-rsa AAAA ada"])
        let signature = PersonSignature(person: "ada", armoured: "")
        await #expect(throws: PlanningError.self) { try await none.verify(signature, over: Self.request) }
        let toolless = SignatureCheck(keys: ["ada": "ssh-ed25519 AAAA ada"], tool: "no-such-tool-here")
        await #expect(throws: PlanningError.toolFailed(tool: "no-such-tool-here", detail: "it is not installed")) {
            try await toolless.verify(signature, over: Self.request)
        }
    }

    private static func changed(
        stage: Stage.ID? = "checkout-eu", serial: Int = 17, decision: SigningRequest.Decision = .approve
    ) -> SigningRequest {
        SigningRequest(
            plan: request.plan, stage: stage, serial: serial, evidence: request.evidence, decision: decision,
            requester: request.requester, expires: request.expires)
    }
}

/// Real Ed25519 keys in a folder of their own.
struct TestKeys {
    let folder: URL
    let publicKeys: [Person.ID: String]

    static func make(_ people: [String]) async throws -> TestKeys {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var keys: [Person.ID: String] = [:]
        for person in people {
            let file = folder.appendingPathComponent(person)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person, "-f", file.path]
            try process.run()
            process.waitUntilExit()
            keys[Identifier(person)] = try String(contentsOf: file.appendingPathExtension("pub"), encoding: .utf8)
                .trimmingCharacters(in: .newlines)
        }
        return TestKeys(folder: folder, publicKeys: keys)
    }

    func file(_ person: String) -> String { folder.appendingPathComponent(person).path }
    func remove() { try? FileManager.default.removeItem(at: folder) }
}
