import Foundation
public import Journaling
public import Planning

/// A folder with everything that is needed to check a relocation's report without the program that moved anything.
///
///     report.json  report.html  SHA256SUMS  allowed_signers
///     plan/…  evidence/KIND-….json  journals/hand-over-….journal
///     report.ada.txt  report.ada.sig
///
/// `SHA256SUMS` lists every file but the sign-offs, and a sign-off names its digest: nothing can be changed, added or
/// taken away afterwards.
public struct RelocationBundle: Sendable {
    public let bundle: EvidenceBundle

    public init(folder: String) { bundle = EvidenceBundle(folder: folder) }

    public var folder: String { bundle.folder }
    var evidence: String { "\(folder)/\(RelocationReport.evidenceFolder)" }
    var journals: String { "\(folder)/\(RelocationReport.journalFolder)" }
    public var sums: String { "\(folder)/SHA256SUMS" }

    /// Writes the bundle anew; sign-offs that stand there stay, and fail to verify where they no longer fit.
    public func write(
        _ plan: Plan, files: [EvidenceBundle.PlanText], records: [FiledRecord], journals: [Journal], at time: PlanTime
    ) async throws -> RelocationReport {
        let read = try journals.map { journal in
            try journal.verify()
            return RelocationReport.JournalRead(
                name: (journal.path as NSString).lastPathComponent, identity: journal.identity, rows: try journal.rows()
            )
        }
        let counted = records.filter { $0.record.at <= time }
        let report = try RelocationReport.make(plan, counted, read, at: time)
        try clear()
        try EvidenceBundle.makeFolder(bundle.plan)
        try EvidenceBundle.write(files, under: bundle.plan)
        try EvidenceBundle.makeFolder(evidence)
        for record in counted { try EvidenceBundle.write(record.bytes, to: "\(evidence)/\(record.name)") }
        try EvidenceBundle.makeFolder(self.journals)
        for journal in read {
            try await EvidenceBundle.copy(journal.rows, journal.identity, to: "\(self.journals)/\(journal.name)")
        }
        try EvidenceBundle.write(report.json, to: bundle.reportJSON)
        try EvidenceBundle.write(Data(RelocationPage(report, journals: read).html().utf8), to: bundle.reportHTML)
        try EvidenceBundle.write(Data(EvidenceBundle.allowed(plan.reportKeys).utf8), to: bundle.allowedSigners)
        try EvidenceBundle.write(Data(try listed().utf8), to: sums)
        return report
    }

    /// Only what an earlier bundle wrote is taken away: a folder that is something else is left alone.
    private func clear() throws(ReportingError) {
        let files = FileManager.default
        guard files.fileExists(atPath: folder), !files.fileExists(atPath: sums),
            let found = try? files.contentsOfDirectory(atPath: folder), !found.isEmpty
        else {
            for part in [bundle.plan, evidence, journals] { try? files.removeItem(atPath: part) }
            return
        }
        throw .file(path: folder, why: "it holds something that is no bundle of a relocation; name another with --out")
    }

    /// Signs the report as one person, and keeps request and signature beside it.
    public func sign(
        as person: String, decision: SignOffRequest.Decision, key: String, at now: Int
    ) async throws(ReportingError) {
        try await bundle.sign(subject(of: try read()), as: person, decision: decision, key: key, at: now)
    }

    /// The report as it stands in the folder.
    public func read() throws(ReportingError) -> RelocationReport {
        let bytes = try EvidenceBundle.read(bundle.reportJSON)
        do { return try JSONDecoder().decode(RelocationReport.self, from: bytes) } catch {
            throw .file(path: bundle.reportJSON, why: "it is no relocation's report of this format (\(error))")
        }
    }

    func subject(of report: RelocationReport) throws(ReportingError) -> SignOffSubject {
        let list = try EvidenceBundle.read(sums)
        return SignOffSubject(
            report: report.digest, plan: report.plan, head: sha256(list),
            rows: list.count(where: { $0 == UInt8(ascii: "\n") }), signers: report.signers)
    }

    /// Every file but the sign-offs, as `sha256sum` writes them.
    private func listed() throws(ReportingError) -> String {
        var lines = ""
        for name in present() { lines += "\(sha256(try EvidenceBundle.read("\(folder)/\(name)")))  \(name)\n" }
        return lines
    }

    /// The files of the bundle that are listed, in the order of their names.
    func present() -> [String] {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return all.sorted().filter { name in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder) else {
                return false
            }
            let isSignOff = name.hasPrefix("report.") && (name.hasSuffix(".txt") || name.hasSuffix(".sig"))
            return !isFolder.boolValue && name != "SHA256SUMS" && !isSignOff
        }
    }
}

extension Plan {
    /// The keys of the plan's people, as a bundle keeps them.
    public var reportKeys: [EvidenceBundle.Signer] {
        signingKeys.map { EvidenceBundle.Signer(person: $0.key.rawValue, publicKey: $0.value) }
            .sorted { $0.person < $1.person }
    }
}
