public import Foundation

/// Where a run keeps what it must not forget: one folder, private to its owner.
public struct RunFolder: Sendable, Hashable {
    public let url: URL

    /// - Parameter path: relative paths are taken from the working folder.
    public init(_ path: String) { url = URL(filePath: path, directoryHint: .isDirectory).absoluteURL }

    public var path: String { url.path(percentEncoded: false) }
    public var journal: String { file("journal.sqlite") }
    /// Commands wait here until the run has journalled them.
    public var inbox: URL { url.appending(path: "inbox", directoryHint: .isDirectory) }
    /// Requests for signatures, and the signatures.
    public var approvals: URL { url.appending(path: "approvals", directoryHint: .isDirectory) }
    /// Requests to go on with a changed plan, what changes, and the signatures.
    public var amendments: URL { url.appending(path: "amendments", directoryHint: .isDirectory) }
    /// The plans that the run took, with all their files.
    public var plans: URL { url.appending(path: "plans", directoryHint: .isDirectory) }
    /// Where other programs leave results that a signal reads.
    public var deposits: URL { url.appending(path: "deposits", directoryHint: .isDirectory) }
    /// What comparisons of stores found, by stage and signal.
    public var comparisons: URL { url.appending(path: "reconciliation", directoryHint: .isDirectory) }
    public var edge: URL { url.appending(path: "edge", directoryHint: .isDirectory) }
    public var settings: String { file("run.json") }
    /// The report and its evidence bundle.
    public var reportFolder: String { file("report") }

    public func file(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }

    /// Makes the folders that are not there yet.
    public func prepare() throws(ConductingError) {
        for folder in [url, inbox, approvals, amendments, plans, deposits] {
            do {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw .folder(
                    path: folder.path(percentEncoded: false), why: "cannot be made (\(error.localizedDescription))")
            }
        }
    }

    /// Writes a file so that a reader sees all of it or none.
    /// - Parameter isDurable: whether it must survive a power cut once this returns.
    public static func write(_ bytes: Data, to file: URL, isDurable: Bool = false) throws(ConductingError) {
        do {
            try bytes.write(to: file, options: .atomic)
            if isDurable {
                for place in [file, file.deletingLastPathComponent()] {
                    let handle = try FileHandle(forReadingFrom: place)
                    defer { try? handle.close() }
                    guard fsync(handle.fileDescriptor) == 0 else { throw POSIXError(.EIO) }
                }
            }
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: file.path(percentEncoded: false))
        } catch {
            throw .folder(
                path: file.path(percentEncoded: false), why: "cannot be written (\(error.localizedDescription))")
        }
    }
}

/// How a run was begun; kept so that it can go on where it stood.
public struct RunSettings: Sendable, Hashable, Codable {
    /// Absolute path of the plan.
    public var plan: String
    /// The environment whose overlay is laid over it; nil for the plan as it stands.
    public var environment: String?
    /// Absolute paths of overlays that were named besides; nil for none.
    public var overlays: [String]?
    /// Who began it.
    public var requester: String
    /// Where shoppers come in.
    public var edgePort: Int
    /// Where the edge's log arrives, on loopback.
    public var logPort: Int
    /// Folder of the edge.
    public var edgeFolder: String
    /// The orders API's token stands in this file; nil where there is none.
    public var tokenFile: String?
    /// What shoppers were told, as JSON lines; nil where nobody writes it.
    public var acknowledged: String?
    /// A recorded log to replay instead of the edge's.
    public var replay: String?
    /// estate.json of the rehearsal that a rehearsal's plan belongs to.
    public var estate: String?
    /// Absolute path of the folder of records that the plan's rules ask for; nil where none was named.
    public var evidence: String?
    /// Absolute path of the relocation's folder; nil for the one beside the run.
    public var relocation: String?
    /// Absolute path of the file with the hosts' keys; nil for the operator's own.
    public var knownHosts: String?

    public init(
        plan: PlanOrigin, requester: String, edgePort: Int, logPort: Int, edgeFolder: String, tokenFile: String?,
        acknowledged: String?, replay: String?, estate: String? = nil,
        evidence: String? = nil, relocation: String? = nil, knownHosts: String? = nil
    ) {
        (self.plan, environment) = (plan.plan, plan.environment)
        overlays = plan.overlays.isEmpty ? nil : plan.overlays
        self.requester = requester
        self.edgePort = edgePort
        self.logPort = logPort
        self.edgeFolder = edgeFolder
        self.tokenFile = tokenFile
        self.acknowledged = acknowledged
        self.replay = replay
        self.estate = estate
        self.evidence = evidence
        self.relocation = relocation
        self.knownHosts = knownHosts
    }

    public var origin: PlanOrigin { PlanOrigin(plan: plan, environment: environment, overlays: overlays ?? []) }

    public func write(_ folder: RunFolder) throws(ConductingError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try RunFolder.write(try encoder.encode(self), to: URL(filePath: folder.settings))
        } catch let error as ConductingError {
            throw error
        } catch {
            throw .folder(path: folder.settings, why: "\(error)")
        }
    }

    public static func read(_ folder: RunFolder) throws(ConductingError) -> RunSettings {
        do {
            return try JSONDecoder().decode(RunSettings.self, from: Data(contentsOf: URL(filePath: folder.settings)))
        } catch {
            throw .folder(path: folder.settings, why: "holds no run's settings (\(error.localizedDescription))")
        }
    }
}
