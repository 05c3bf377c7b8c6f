import Conducting
import Cutover
import Foundation
import Journaling
import Planning
import Reporting
import Testing

/// A relocation that was measured: plan, records and a journal in a folder, with real keys.
struct MeasuredMove {
    static let at = PlanTime("2027-06-02T12:00:00Z")!
    let folder: Folder
    let plan: Plan
    let bundle: RelocationBundle
    var evidence: String { folder.file("evidence") }

    init() throws {
        let folder = try Folder()
        self.folder = folder
        for person in ["nadia", "rosa"] {
            try tool("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person, "-f", folder.file(person))
        }
        func key(_ person: String) throws -> String {
            try String(contentsOfFile: folder.file(person) + ".pub", encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let text = """
            sluice: 1
            name: three servers to none
            people:
              - { id: nadia, name: Nadia, contact: n@agency.test, key: "\(try key("nadia"))" }
              - { id: rosa, name: Rosa, contact: r@client.test, key: "\(try key("rosa"))" }
            systems:
              - { id: db-old, kind: database, side: old }
              - { id: db-new, kind: database, side: new }
            environments: [{ id: staging, kind: staging, overlay: staging.yaml }]
            units: [{ id: shops, domain: checkout, match: { paths: ["/"] } }]
            report: { signers: [nadia, rosa], client: [rosa] }
            maintenance: { items: [{ id: feeds, what: feeds, every: 30d }] }
            relocation:
              hosts:
                - { id: web, side: old, address: "shop@10.0.0.1" }
                - { id: data, side: old, address: "shop@10.0.0.2" }
              databases: [{ id: shop, engine: mariadb, name: shop, from: db-old, to: db-new }]
              networks: [{ id: shops, kind: domains, sites: [{ domain: eu.shop.test }, { domain: us.shop.test }] }]

            """
        try text.write(toFile: folder.file("plan.yaml"), atomically: true, encoding: .utf8)
        plan = try PlanReader.read(path: folder.file("plan.yaml"))
        bundle = RelocationBundle(folder: folder.file("report"))
        try FileManager.default.createDirectory(atPath: evidence, withIntermediateDirectories: true)
    }

    func record(
        _ kind: EvidenceKind, _ subject: String, passed: Bool = true, _ figures: [String: Double] = [:]
    ) throws {
        try EvidenceRecord(
            kind, of: subject, at: Self.at - .seconds(60), plan: plan.digest, by: "test", passed: passed,
            figures: figures
        ).write(into: evidence)
    }

    /// A hand over that held shoppers for 1234 ms.
    func journal() async throws -> Journal {
        let journal = try Journal.write(
            path: folder.file("hand-over-shop.journal"),
            identity: JournalIdentity(run: "move", planDigest: plan.digest))
        var time = Int(Self.at.milliseconds) - 3_600_000
        func note(_ event: HandOverEvent, _ wait: Int = 0) async throws {
            time += wait
            let body = String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
            try await journal.append([Entry(at: time, kind: .event, body: body)])
        }
        try await note(.began(.over, HandOverTerms(pause: 10_000)))
        for phase in HandOverPhase.allCases {
            try await note(.begins(phase))
            try await note(.did(phase, detail: "done"), phase == .release ? 1_234 : 0)
        }
        return journal
    }

    @discardableResult
    func make(_ journals: [Journal] = []) async throws -> RelocationReport {
        let kept = KeptPlans(URL(filePath: folder.file("plans"), directoryHint: .isDirectory))
        try kept.keep(plan, from: PlanOrigin(plan: folder.file("plan.yaml")))
        return try await bundle.write(
            plan, files: try kept.files(of: plan.digest).map { .init(name: $0.name, bytes: $0.bytes) },
            records: try EvidenceFolder.filed(evidence), journals: journals, at: Self.at)
    }

    func sign(_ person: String) async throws {
        try await bundle.sign(
            as: person, decision: .accept, key: folder.file(person), at: Int(Self.at.milliseconds))
    }
}

@Suite struct RelocationReportTests {
    @Test func whatNobodyMeasuredIsNoZero() async throws {
        let move = try MeasuredMove()
        let report = try await move.make()
        #expect(report.outcomes.map(\.value) == Array(repeating: "not measured", count: 9))
        #expect(report.checks.allSatisfy { $0.state == .notMeasured })
    }

    @Test func aRecordWithoutTheFigureTellsNothing() async throws {
        let move = try MeasuredMove()
        try move.record(.orders, "shops", ["acknowledged": 10])
        try move.record(.backupRestored, "shop", passed: false)
        let report = try await move.make()
        #expect(report.outcome("orders-lost").value == "not measured")
        #expect(report.outcome("backups").value == "0 of 1")
        #expect(report.outcome("backups").state == .short)
    }

    @Test func outcomesAreMeasuredAndLeadToWhatTheyComeFrom() async throws {
        let move = try MeasuredMove()
        try move.record(.orders, "shops", ["acknowledged": 1_234, "lost": 0, "duplicated": 0])
        try move.record(.staging, "staging")
        try move.record(.verified, "production")
        try move.record(.named, "eu.shop.test")
        try move.record(.backupRestored, "shop", ["parts": 4, "proven": 4])
        try move.record(.assessed, "web")
        try move.record(.poweredOff, "data")
        try move.record(.maintained, "feeds", ["interval_seconds": 290])
        let report = try await move.make([try await move.journal()])
        let values = Dictionary(uniqueKeysWithValues: report.outcomes.map { ($0.id, $0.value) })
        #expect(
            values == [
                "orders-lost": "0", "sync-interval": "4 min 50 s", "environments": "both", "domains": "50 %",
                "redirects": "not measured", "servers": "2 → 1", "maintenance": "monthly", "longest-pause": "1.2 s",
                "backups": "4 of 4",
            ])
        #expect(report.outcome("orders-lost").detail.contains("1,234 acknowledged"))
        #expect(report.outcome("domains").state == .short)
        let orders = try #require(report.outcome("orders-lost").sources.first)
        #expect(report.records.contains { $0.file == orders.file && $0.digest == orders.digest })
        #expect(report.passages.map(\.held) == [1_234] && report.passages.map(\.end) == [.done])
        #expect(report.outcome("longest-pause").sources.first?.row == report.passages[0].pause?.upperBound)
        let page = try String(contentsOfFile: move.bundle.bundle.reportHTML, encoding: .utf8)
        #expect(page.contains("href=\"\(orders.file)\"") && page.contains("sha256sum -c SHA256SUMS"))
    }

    @Test func aSignedReportHoldsAndThePublicToolsAgree() async throws {
        let move = try MeasuredMove()
        try move.record(.orders, "shops", ["acknowledged": 3, "lost": 0, "duplicated": 0])
        try await move.make([try await move.journal()])
        try await move.sign("nadia")
        try await move.sign("rosa")
        var result = await ReportVerification.verify(move.bundle)
        #expect(result.isSound, "\(result.checks.filter { !$0.passed })")
        #expect(result.accepted == ["nadia", "rosa"])
        result.compare(move.bundle, with: move.evidence)
        #expect(result.isSound)
        let place = move.bundle.folder
        try tool(
            "sh", "-c",
            """
            cd '\(place)' && sha256sum -c --quiet SHA256SUMS &&
            ssh-keygen -Y verify -f allowed_signers -I rosa -n sluice-report -s report.rosa.sig < report.rosa.txt >/dev/null &&
            grep -q "^head $(sha256sum < SHA256SUMS | cut -d' ' -f1)$" report.rosa.txt &&
            grep -q "^report $(sha256sum < report.json | cut -d' ' -f1)$" report.rosa.txt
            """)
    }

    @Test func aRecordThatIsChangedAfterwardsIsNamed() async throws {
        let move = try MeasuredMove()
        try move.record(.orders, "shops", passed: false, ["acknowledged": 3, "lost": 1, "duplicated": 0])
        try await move.make()
        try await move.sign("nadia")
        try await move.sign("rosa")
        let names = try FileManager.default.contentsOfDirectory(atPath: move.bundle.folder + "/evidence")
        let name = try #require(names.first)
        let path = "\(move.bundle.folder)/evidence/\(name)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("\"lost\" : 1", with: "\"lost\" : 0").write(toFile: path, atomically: true, encoding: .utf8)
        let result = await ReportVerification.verify(move.bundle)
        #expect(result.checks.contains { !$0.passed && $0.name == "file evidence/\(name)" })
        #expect(!result.isSound)
    }

    @Test func aRecordThatIsGoneFromItsFolderIsNamed() async throws {
        let move = try MeasuredMove()
        try move.record(.orders, "shops", ["acknowledged": 3, "lost": 0, "duplicated": 0])
        try await move.make()
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: move.evidence).first)
        try FileManager.default.removeItem(atPath: "\(move.evidence)/\(name)")
        var result = await ReportVerification.verify(move.bundle)
        result.compare(move.bundle, with: move.evidence)
        #expect(result.checks.contains { !$0.passed && $0.name == "record \(name)" })
    }

    @Test func aReportThatIsMadeAnewIsNotTheOneThatWasSigned() async throws {
        let move = try MeasuredMove()
        try await move.make()
        try await move.sign("nadia")
        try await move.sign("rosa")
        try move.record(.orders, "shops", ["acknowledged": 3, "lost": 2, "duplicated": 0])
        try await move.make()
        let failed = await ReportVerification.verify(move.bundle).checks.filter { !$0.passed }
        #expect(failed.map(\.name) == ["sign-off of nadia", "sign-off of rosa"])
        await #expect(throws: ReportingError.self) {
            try await move.bundle.sign(as: "bob", decision: .accept, key: move.folder.file("rosa"), at: 1)
        }
    }

    @Test func aFolderThatIsSomethingElseIsLeftAlone() async throws {
        let move = try MeasuredMove()
        try FileManager.default.createDirectory(atPath: move.bundle.folder, withIntermediateDirectories: true)
        try "mine".write(toFile: move.bundle.folder + "/notes", atomically: true, encoding: .utf8)
        await #expect(throws: ReportingError.self) { try await move.make() }
    }
}

extension RelocationReport {
    fileprivate func outcome(_ id: String) -> Outcome { outcomes.first { $0.id == id }! }
}
