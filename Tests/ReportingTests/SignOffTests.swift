import Cutover
import Foundation
import Journaling
import Reporting
import ScriptedRun
import Testing

/// A bundle with real keys, made by `ssh-keygen`.
struct SignedRun {
    static let now = 1_795_266_000_000
    let folder: Folder
    let bundle: EvidenceBundle
    let signers: [EvidenceBundle.Signer]

    init(people: [String] = ["ada", "ben", "cleo"], sharing key: [String: String] = [:]) async throws {
        folder = try Folder()
        bundle = EvidenceBundle(folder: folder.file("bundle"))
        var signers: [EvidenceBundle.Signer] = []
        for person in people {
            let path = folder.file(person)
            if let other = key[person] {
                try FileManager.default.copyItem(atPath: folder.file(other), toPath: path)
                try FileManager.default.copyItem(atPath: folder.file(other) + ".pub", toPath: path + ".pub")
            } else {
                try tool("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person, "-f", path)
            }
            signers.append(.init(person: person, publicKey: try String(contentsOfFile: path + ".pub", encoding: .utf8)))
        }
        self.signers = signers
        let source = try await ScriptedRun.whole().write(to: folder.file("run.sqlite"))
        try await bundle.write(
            source, plan: [.init(name: "plan.yaml", bytes: Data("sluice: 1\n".utf8))], signers: signers)
    }

    func sign(_ person: String, key: String? = nil, _ decision: SignOffRequest.Decision = .accept) async throws {
        try await bundle.sign(as: person, decision: decision, key: folder.file(key ?? person), at: Self.now)
    }

    func verify() async -> ReportVerification {
        let witness = ReportVerification.PlanWitness(digest: ScriptedRun.identity.planDigest, signers: signers)
        return await ReportVerification.verify(bundle) { _ in witness }
    }

    func failed() async -> [String] { await verify().checks.filter { !$0.passed }.map(\.name) }
}

func tool(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
}

@Suite struct SignOffTests {
    @Test func aSignedReportHolds() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        try await run.sign("cleo")
        let result = await run.verify()
        #expect(result.isSound, "\(result.checks.filter { !$0.passed })")
        #expect(
            result.checks.map(\.name) == [
                "journal chain", "report", "page", "plan", "keys", "sign-off of ada", "sign-off of cleo",
            ])
        let files = try FileManager.default.contentsOfDirectory(atPath: run.bundle.folder).sorted()
        #expect(
            files == [
                "allowed_signers", "journal.sqlite", "plan", "report.ada.sig", "report.ada.txt", "report.cleo.sig",
                "report.cleo.txt", "report.html", "report.json",
            ])
    }

    /// The public tool alone must come to the same answer.
    @Test func thePublicToolAgrees() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        try tool(
            "sh", "-c",
            "ssh-keygen -Y verify -n sluice-report -f '\(run.bundle.allowedSigners)' -I ada "
                + "-s '\(run.bundle.signature(of: "ada"))' < '\(run.bundle.request(of: "ada"))' > /dev/null")
    }

    @Test func aMissingSignerIsFound() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        let checks = await run.verify().checks.filter { !$0.passed }
        #expect(checks.map(\.name) == ["sign-off of cleo"])
        #expect(checks.first?.mend.contains("sluice report sign --person cleo") == true)
    }

    @Test func aWrongKeyIsFound() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        try await run.sign("cleo", key: "ben")
        #expect(await run.failed() == ["sign-off of cleo"])
    }

    @Test func twoNamesWithOneKeyAreOnePerson() async throws {
        let run = try await SignedRun(people: ["ada", "cleo"], sharing: ["cleo": "ada"])
        try await run.sign("ada")
        try await run.sign("cleo")
        let failed = await run.verify().checks.filter { !$0.passed }
        #expect(failed.map(\.name) == ["sign-off of cleo"])
        #expect(failed.first?.found == "signed with the key of ada")
    }

    @Test func onePersonCannotSignAsTwo() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        for ending in ["txt", "sig"] {
            try FileManager.default.copyItem(
                atPath: run.bundle.folder + "/report.ada." + ending,
                toPath: run.bundle.folder + "/report.cleo." + ending)
        }
        #expect(await run.failed() == ["sign-off of cleo"])
        await #expect(throws: ReportingError.notAsked(person: "ben", asked: ["ada", "cleo"])) {
            try await run.sign("ben")
        }
    }

    @Test func aRefusalIsNoSignOff() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        try await run.sign("cleo", .refuse)
        #expect(await run.failed() == ["sign-off of cleo"])
    }

    @Test func aChangedReportIsFound() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        try await run.sign("cleo")
        let text = try String(contentsOfFile: run.bundle.reportJSON, encoding: .utf8)
        try text.replacing("\"lost\" : 0", with: "\"lost\" : 3").write(
            toFile: run.bundle.reportJSON, atomically: true, encoding: .utf8)
        let failed = await run.verify().checks.filter { !$0.passed }
        #expect(failed.map(\.name) == ["report"])
        #expect(failed.first?.found.contains("\"lost\" : 3") == true)
    }

    @Test func aChangedPageIsFound() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        try await run.sign("cleo")
        let page = try String(contentsOfFile: run.bundle.reportHTML, encoding: .utf8)
        try page.replacing("Completed", with: "Splendid").write(
            toFile: run.bundle.reportHTML, atomically: true, encoding: .utf8)
        #expect(await run.failed() == ["page"])
    }

    @Test func aChangedRowIsFound() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        try await run.sign("cleo")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: run.bundle.journal))
        let place = try #require(bytes.range(of: Data("\"newUnits\":2".utf8)))
        bytes[place.upperBound - 1] = UInt8(ascii: "9")
        try bytes.write(to: URL(fileURLWithPath: run.bundle.journal))
        let failed = await run.verify().checks.filter { !$0.passed }
        #expect(failed.map(\.name) == ["journal chain"])
        #expect(failed.first?.found.contains("was changed after it was written") == true)
    }

    @Test func anotherRunsSignatureDoesNotCount() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        try await run.sign("cleo")
        let longer = run.folder.file("longer.sqlite")
        var script = ScriptedRun.whole()
        script.event(.resumed)
        try await run.bundle.write(try await script.write(to: longer), plan: [], signers: run.signers)
        #expect(await run.failed() == ["sign-off of ada", "sign-off of cleo"])
    }

    @Test func changedKeysAreFound() async throws {
        let run = try await SignedRun()
        try await run.sign("ada")
        try await run.sign("cleo", key: "ben")
        // Ben's key is put in Cleo's place.
        let forged = [run.signers[0], .init(person: "cleo", publicKey: run.signers[1].publicKey)]
        try EvidenceBundle.allowed(forged).write(
            toFile: run.bundle.allowedSigners, atomically: true, encoding: .utf8)
        #expect(await run.failed() == ["keys", "sign-off of cleo"])
    }

    @Test func requestsReadBackOnlyAsWritten() async throws {
        let run = try await SignedRun()
        let report = try run.bundle.readReport()
        let request = try SignOffRequest(report.signOff, decision: .accept, signer: "ada", at: 5)
        #expect(SignOffRequest(bytes: request.bytes) == request)
        #expect(SignOffRequest(bytes: request.bytes + Data("\n".utf8)) == nil)
        #expect(SignOffRequest(bytes: Data("hello".utf8)) == nil)
    }

    @Test func filesOfThePlanStayInside() async throws {
        let run = try await SignedRun()
        let source = try Journal.read(path: run.folder.file("run.sqlite"))
        await #expect(throws: ReportingError.self) {
            try await run.bundle.write(source, plan: [.init(name: "../out.yaml", bytes: Data())], signers: [])
        }
    }
}
