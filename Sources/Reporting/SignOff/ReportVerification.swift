import Cutover
import Foundation
import Journaling
import Planning

/// What checking an evidence bundle came to. Offline: nothing but the folder, and what its plan says, is asked.
public struct ReportVerification: Sendable, Hashable, Codable {
    public struct Check: Sendable, Hashable, Codable {
        /// What was checked.
        public var name: String
        public var passed: Bool
        /// What was found.
        public var found: String
        /// Which file, row or person.
        public var place: String
        /// What to do; empty where it passed.
        public var mend: String
    }

    /// What the bundle's own plan says, as the plan's reader tells it.
    public struct PlanWitness: Sendable, Hashable {
        public var digest: String
        public var signers: [EvidenceBundle.Signer]

        public init(digest: String, signers: [EvidenceBundle.Signer]) {
            self.digest = digest
            self.signers = signers
        }
    }

    public private(set) var checks: [Check] = []
    /// Those who accepted the report with a signature that holds.
    public private(set) var accepted: [String] = []

    public var isSound: Bool { checks.allSatisfy(\.passed) }

    /// Checks a bundle.
    /// - Parameter witness: reads the plan in the folder named; its keys are then the ones that count. Where nil, the
    ///   keys in `allowed_signers` are taken as they stand, and a check says so.
    public static func verify(
        _ bundle: EvidenceBundle, witness: ((_ planFolder: String) throws -> PlanWitness)?
    ) async -> ReportVerification {
        var result = ReportVerification()
        guard let (report, rows) = result.recompute(bundle) else { return result }
        result.comparePage(bundle, ReportPage(report, rows: rows).html())
        let allowed = result.keys(bundle, report.planDigest, witness)
        await result.signatures(bundle, report.signOff, allowed: allowed, command: "sluice report sign")
        for (index, amendment) in (report.amendments ?? []).enumerated() {
            await result.amendment(amendment, in: bundle.amendment(index + 1), witness)
        }
        return result
    }

    mutating func pass(_ name: String, _ found: String, _ place: String) {
        checks.append(Check(name: name, passed: true, found: found, place: place, mend: ""))
    }

    mutating func fail(_ name: String, _ found: String, _ place: String, mend: String) {
        checks.append(Check(name: name, passed: false, found: found, place: place, mend: mend))
    }

    /// The chain, and the report made again from it.
    private mutating func recompute(_ bundle: EvidenceBundle) -> (RunReport, [Row])? {
        let rows: [Row]
        let report: RunReport
        do {
            let copy = try JournalCopy(bundle.journal)
            let (count, head) = try copy.journal.verify()
            rows = try copy.journal.rows()
            pass("journal chain", "\(count) rows, head \(head.prefix(12))", bundle.journal)
            report = try RunReport.make(rows: rows, identity: copy.journal.identity)
        } catch {
            fail("journal chain", "\(error)", bundle.journal, mend: "get the journal again from the one who ran it")
            return nil
        }
        guard let stored = try? EvidenceBundle.read(bundle.reportJSON) else {
            fail("report", "missing", bundle.reportJSON, mend: "make the bundle again with `sluice report`")
            return nil
        }
        if let format = RunReport.format(of: stored), format != RunReport.presentFormat {
            fail(
                "report", "written in format \(format); this program writes \(RunReport.presentFormat)",
                bundle.reportJSON, mend: "check it with the version of this program that made it")
        } else if stored == report.json {
            pass("report", "made again from the journal, same bytes: \(report.digest.prefix(12))", bundle.reportJSON)
        } else {
            fail(
                "report", difference(stored, report.json), bundle.reportJSON,
                mend: "do not trust it: make the report again from the journal, and have it signed anew")
        }
        return (report, rows)
    }

    func difference(_ stored: Data, _ made: Data) -> String {
        let lines = { (bytes: Data) in
            String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        }
        let (there, here) = (lines(stored), lines(made))
        let place =
            zip(there, here).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(there.count, here.count)
        let text = { (list: [Substring]) in
            list.indices.contains(place)
                ? "`\(list[place].trimmingCharacters(in: .whitespaces).prefix(80))`" : "nothing"
        }
        return "line \(place + 1) says \(text(there)), the journal says \(text(here))"
    }

    mutating func comparePage(_ bundle: EvidenceBundle, _ page: String) {
        if (try? EvidenceBundle.read(bundle.reportHTML)) == Data(page.utf8) {
            pass("page", "drawn again, same bytes", bundle.reportHTML)
        } else {
            fail(
                "page", "it is not the one that this report gives", bundle.reportHTML,
                mend: "make the report again; the signed figures are in report.json")
        }
    }

    /// Which keys count.
    /// - Returns: the lines of `allowed_signers` to verify against.
    mutating func keys(
        _ bundle: EvidenceBundle, _ digest: String, _ witness: ((String) throws -> PlanWitness)?
    ) -> String {
        guard let witness else {
            pass("keys", "taken from allowed_signers as they stand; the plan was not read", bundle.allowedSigners)
            return bundle.allowedText
        }
        do {
            let plan = try witness(bundle.plan)
            if plan.digest == digest {
                pass("plan", "digest \(plan.digest.prefix(12)), the run's", bundle.plan)
            } else {
                fail(
                    "plan", "digest \(plan.digest.prefix(12)), but the run was of \(digest.prefix(12))",
                    bundle.plan, mend: "put the plan's files there as they were when the run began")
            }
            let allowed = EvidenceBundle.allowed(plan.signers)
            if (try? EvidenceBundle.read(bundle.allowedSigners)) == Data(allowed.utf8) {
                pass("keys", "those of the plan", bundle.allowedSigners)
            } else {
                fail(
                    "keys", "not those of the plan", bundle.allowedSigners,
                    mend: "somebody changed the keys: only signatures by the plan's keys count")
            }
            return allowed
        } catch {
            fail("plan", "\(error)", bundle.plan, mend: "put the plan's files there as they were when the run began")
            return bundle.allowedText
        }
    }

    /// Why a signature does not hold; nil where it does.
    static func trouble(
        _ bytes: Data, signature: String, allowed: String, person: String,
        namespace: String = SignOffRequest.namespace
    ) async -> String? {
        do {
            let armoured = String(decoding: try EvidenceBundle.read(signature), as: UTF8.self)
            return try await SigningTool().trouble(
                Array(bytes), armoured: armoured, allowedSigners: allowed, person: person,
                namespace: namespace)
        } catch {
            return "\(error)"
        }
    }

    /// - Parameter command: with which one signs.
    mutating func signatures(
        _ bundle: EvidenceBundle, _ subject: SignOffSubject, allowed: String, command: String
    ) async {
        var seen: [String: String] = [:]
        let asked = subject.signers
        if asked.isEmpty { pass("sign-offs", "the plan asks for none", bundle.folder) }
        for person in asked {
            let name = "sign-off of \(person)"
            let (place, signature) = (bundle.request(of: person), bundle.signature(of: person))
            let mend = "have \(person) sign: `\(command) --person \(person) --key FILE`"
            guard let bytes = try? EvidenceBundle.read(place), FileManager.default.fileExists(atPath: signature) else {
                fail(name, "missing", place, mend: mend)
                continue
            }
            guard let request = SignOffRequest(bytes: bytes) else {
                fail(name, "it is no request to sign a report", place, mend: mend)
                continue
            }
            if let wrong = request.mismatch(with: subject, signer: person) {
                fail(name, wrong, place, mend: mend)
                continue
            }
            if let trouble = await Self.trouble(bytes, signature: signature, allowed: allowed, person: person) {
                fail(name, "the signature does not hold: \(trouble)", signature, mend: mend)
                continue
            }
            // Two names with one key are one person.
            let key = SignatureText.publicKey(path: signature)
            if let key, let other = seen[key] {
                fail(
                    name, "signed with the key of \(other)", signature,
                    mend: "give every person a key of their own in the plan, and have \(person) sign with theirs")
                continue
            }
            if let key { seen[key] = person }
            if request.decision == .accept {
                accepted.append(person)
                pass(name, "accepted at \(Figures.moment(request.at))", signature)
            } else {
                fail(name, "\(person) refused the report", signature, mend: "ask \(person) what is wrong with it")
            }
        }
    }
}

extension SignOffRequest {
    fileprivate func mismatch(with made: SignOffSubject, signer person: String) -> String? {
        if signer != person { return "it is signed as \(signer)" }
        if report != made.report { return "it is about another report (\(report.prefix(12)))" }
        if plan != made.plan { return "it is about another plan (\(plan.prefix(12)))" }
        if head != made.head || rows != made.rows { return "it rests on other evidence (\(head.prefix(12)))" }
        return nil
    }
}
