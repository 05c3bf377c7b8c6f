public import Foundation
public import Journaling
import Planning

/// A folder with everything that is needed to check a report without the program that ran: the report as JSON and as
/// HTML, a copy of the journal, the plan's files, the keys of its people, and the sign-offs.
///
///     report.json  report.html  journal.sqlite  allowed_signers
///     plan/…
///     amendments/1/plan/…  amendments/1/request  amendments/1/ada.sig
///     report.ada.txt  report.ada.sig
public struct EvidenceBundle: Sendable, Hashable {
    /// Someone who may sign, with the public key as the plan has it (`ssh-ed25519 AAAA…`).
    public struct Signer: Sendable, Hashable {
        public var person: String
        public var publicKey: String

        public init(person: String, publicKey: String) {
            self.person = person
            self.publicKey = publicKey
        }
    }

    /// One file of the plan: its path inside the plan's folder, and its bytes.
    public struct PlanText: Sendable, Hashable {
        public var name: String
        public var bytes: Data

        public init(name: String, bytes: Data) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// A change of the plan: the files of the plan before it, and the papers that were signed for it.
    public struct Amended: Sendable, Hashable {
        public var plan: [PlanText]
        /// `request`, `difference.txt`, `ada.sig`.
        public var papers: [PlanText]

        public init(plan: [PlanText], papers: [PlanText]) {
            self.plan = plan
            self.papers = papers
        }
    }

    public let folder: String

    public init(folder: String) { self.folder = folder }

    public var reportJSON: String { folder + "/report.json" }
    public var reportHTML: String { folder + "/report.html" }
    public var journal: String { folder + "/journal.sqlite" }
    public var allowedSigners: String { folder + "/allowed_signers" }
    public var plan: String { folder + "/plan" }
    /// The folder of a change of the plan, from 1.
    public func amendment(_ number: Int) -> String { "\(folder)/amendments/\(number)" }
    public func request(of person: String) -> String { "\(folder)/report.\(Self.plain(person)).txt" }
    public func signature(of person: String) -> String { "\(folder)/report.\(Self.plain(person)).sig" }

    /// Writes the bundle; sign-offs that stand there stay, and fail to verify where they no longer fit.
    /// - Returns: the report.
    @discardableResult
    public func write(
        _ source: Journal, plan files: [PlanText], signers: [Signer], amended: [Amended] = []
    ) async throws -> RunReport {
        try source.verify()
        let rows = try source.rows()
        let report = try RunReport.make(rows: rows, identity: source.identity)
        try Self.makeFolder(plan)
        try await Self.copy(rows, source.identity, to: journal)
        try Self.write(report.json, to: reportJSON)
        try Self.write(Data(ReportPage(report, rows: rows).html().utf8), to: reportHTML)
        try Self.write(Data(Self.allowed(signers).utf8), to: allowedSigners)
        try Self.write(files, under: plan)
        for (index, change) in amended.enumerated() {
            try Self.write(change.plan, under: amendment(index + 1) + "/plan")
            try Self.write(change.papers, under: amendment(index + 1))
        }
        return report
    }

    static func write(_ files: [PlanText], under folder: String) throws(ReportingError) {
        for file in files {
            guard !file.name.hasPrefix("/"), !file.name.split(separator: "/").contains("..") else {
                throw .file(path: file.name, why: "a file of the plan lies outside its folder")
            }
            let path = folder + "/" + file.name
            try makeFolder((path as NSString).deletingLastPathComponent)
            try write(file.bytes, to: path)
        }
    }

    /// Signs the bundle's report as one person, and keeps request and signature beside it.
    public func sign(
        as person: String, decision: SignOffRequest.Decision, key: String, at now: Int
    ) async throws(ReportingError) {
        try await sign(try readReport().signOff, as: person, decision: decision, key: key, at: now)
    }

    /// Signs what lies in the bundle, whatever it is an account of.
    func sign(
        _ subject: SignOffSubject, as person: String, decision: SignOffRequest.Decision, key: String, at now: Int
    ) async throws(ReportingError) {
        let request = try SignOffRequest(subject, decision: decision, signer: person, at: now)
        let armoured: String
        do {
            armoured = try await SigningTool().sign(
                Array(request.bytes), keyFile: key, namespace: SignOffRequest.namespace)
        } catch {
            throw .notSigned(person: person, why: error.description)
        }
        try Self.write(request.bytes, to: self.request(of: person))
        try Self.write(Data(armoured.utf8), to: signature(of: person))
    }

    /// The lines of an `allowed_signers` file: only for this purpose.
    /// - Parameter namespace: what the signatures are for.
    public static func allowed(_ signers: [Signer], namespace: String = SignOffRequest.namespace) -> String {
        signers.sorted { $0.person < $1.person }.map { signer in
            let key = signer.publicKey.split(separator: " ").prefix(2).joined(separator: " ")
            return "\(signer.person) namespaces=\"\(namespace)\" \(key)\n"
        }.joined()
    }

    /// What `allowed_signers` holds; nothing where it is missing.
    var allowedText: String { (try? String(contentsOfFile: allowedSigners, encoding: .utf8)) ?? "" }

    /// The report as it stands in the folder.
    public func readReport() throws(ReportingError) -> RunReport {
        let bytes = try Self.read(reportJSON)
        do {
            return try JSONDecoder().decode(RunReport.self, from: bytes)
        } catch {
            throw .file(path: reportJSON, why: "it is no report of this format (\(error))")
        }
    }

    /// The same entries in the same order give the same chain: a copy that needs no trust in the copier.
    static func copy(_ rows: [Row], _ identity: JournalIdentity, to journal: String) async throws {
        for ending in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: journal + ending) }
        do {
            let copy = try Journal.write(path: journal, identity: identity)
            try await copy.append(rows.map { Entry(at: $0.at, kind: $0.kind, body: $0.body) })
        }
        try? FileManager.default.removeItem(atPath: journal + ".lock")
    }

    static func read(_ path: String) throws(ReportingError) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .file(path: path, why: "it cannot be read")
        }
    }

    static func write(_ bytes: Data, to path: String) throws(ReportingError) {
        do {
            try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .file(path: path, why: "it cannot be written (\(error))")
        }
    }

    static func makeFolder(_ path: String) throws(ReportingError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .file(path: path, why: "the folder cannot be made (\(error))")
        }
    }

    /// A person's name as part of a file's.
    private static func plain(_ person: String) -> String {
        String(person.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" })
    }
}
