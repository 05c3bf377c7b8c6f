import Conducting
import Foundation
import Journaling
import Planning

extension ReportVerification {
    /// Checks a relocation's bundle, offline: every file by its digest, the report and the page made again from records
    /// and journals, and the signatures by the keys of the bundle's own plan.
    public static func verify(_ relocation: RelocationBundle) async -> ReportVerification {
        var result = ReportVerification()
        result.files(relocation)
        guard let (report, journals) = result.remake(relocation) else { return result }
        result.comparePage(relocation.bundle, RelocationPage(report, journals: journals).html())
        let allowed = result.keys(relocation.bundle, report.plan) { folder in
            let plan = try KeptPlans.read(URL(filePath: folder, directoryHint: .isDirectory))
            return PlanWitness(digest: plan.digest, signers: plan.reportKeys)
        }
        if let subject = try? relocation.subject(of: report) {
            await result.signatures(
                relocation.bundle, subject, allowed: allowed, command: "sluice relocation report sign")
        }
        return result
    }

    /// Every listed file is there as it was, and no other is.
    private mutating func files(_ relocation: RelocationBundle) {
        guard let list = try? EvidenceBundle.read(relocation.sums) else {
            fail("files", "SHA256SUMS is missing", relocation.sums, mend: "make the report again")
            return
        }
        var listed: [String: String] = [:]
        for line in String(decoding: list, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { listed[String(parts[1].dropFirst())] = String(parts[0]) }
        }
        var isWhole = true
        let present = relocation.present()
        for name in Set(present).union(listed.keys).sorted() {
            let place = "\(relocation.folder)/\(name)"
            let found = present.contains(name) ? (try? EvidenceBundle.read(place)).map { sha256($0) } : nil
            guard found != listed[name] || found == nil else { continue }
            isWhole = false
            let what = found == nil ? "it is gone" : listed[name] == nil ? "it came later" : "it was changed"
            fail("file \(name)", what, place, mend: "get it again as it was when the report was made")
        }
        if isWhole { pass("files", "\(listed.count), each as listed in SHA256SUMS", relocation.folder) }
    }

    /// The report made again from the plan, the records and the journals.
    private mutating func remake(
        _ relocation: RelocationBundle
    ) -> (RelocationReport, [RelocationReport.JournalRead])? {
        var journals: [RelocationReport.JournalRead] = []
        for name in relocation.journalNames {
            let place = "\(relocation.journals)/\(name)"
            do {
                let copy = try JournalCopy(place)
                let (count, head) = try copy.journal.verify()
                journals.append(.init(name: name, identity: copy.journal.identity, rows: try copy.journal.rows()))
                pass("journal \(name)", "\(count) rows, head \(head.prefix(12))", place)
            } catch {
                fail("journal \(name)", "\(error)", place, mend: "get it again from the one who handed over")
                return nil
            }
        }
        do {
            let stored = try EvidenceBundle.read(relocation.bundle.reportJSON)
            let time = PlanTime(milliseconds: Int64(try relocation.read().at))
            let plan = try KeptPlans.read(URL(filePath: relocation.bundle.plan, directoryHint: .isDirectory))
            let made = try RelocationReport.make(
                plan, try EvidenceFolder.filed(relocation.evidence), journals, at: time)
            if stored == made.json {
                pass("report", "made again, same bytes: \(made.digest.prefix(12))", relocation.bundle.reportJSON)
            } else {
                fail(
                    "report", difference(stored, made.json), relocation.bundle.reportJSON,
                    mend: "do not trust it: make the report again from the records, and have it signed anew")
            }
            return (made, journals)
        } catch {
            fail("report", "\(error)", relocation.bundle.reportJSON, mend: "get the bundle again as it was signed")
            return nil
        }
    }

    /// Records that are not any more in the folder they were taken from, or are others now.
    public mutating func compare(_ relocation: RelocationBundle, with folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: relocation.evidence)) ?? []
        var same = 0
        for name in names.sorted() {
            let (kept, source) = ("\(relocation.evidence)/\(name)", "\(folder)/\(name)")
            if let one = try? EvidenceBundle.read(kept), let other = try? EvidenceBundle.read(source), one == other {
                same += 1
            } else {
                fail(
                    "record \(name)", "it is not there as it was when the report was made", source,
                    mend: "measure again and make the report again, or find out who changed it")
            }
        }
        if same == names.count { pass("records", "\(same), as in \(folder)", folder) }
    }
}

extension RelocationBundle {
    var journalNames: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: journals)) ?? []).filter { $0.hasSuffix(".journal") }
            .sorted()
    }
}
