public import Foundation
public import Planning

/// The plans of a run as they were when it took them: all files of each, in a folder named by its digest. Whatever
/// happens to the files that people edit, the run can say what it was begun with, and what is different now.
///
///     plans/9f86d081884c7d65/plan.yaml
///     plans/9f86d081884c7d65/kept.json
public struct KeptPlans: Sendable {
    /// How a kept plan is read again: paths are relative to its folder.
    private static let manifest = "kept.json"

    private let folder: URL

    /// - Parameter folder: where the plans lie, each in a folder of its own.
    public init(_ folder: URL) { self.folder = folder }

    public init(_ run: RunFolder) { self.init(run.plans) }

    /// The folder of one plan.
    public func place(of digest: String) -> URL {
        folder.appending(path: String(digest.prefix(16)), directoryHint: .isDirectory)
    }

    /// Copies the files of a plan, unless they are there. A folder is there whole or not at all.
    /// - Throws: also where the files are no longer what was read.
    public func keep(_ plan: Plan, from source: PlanOrigin) throws(ConductingError) {
        let (digest, place) = (plan.digest, place(of: plan.digest))
        if (try? Self.read(place)) != nil { return }
        let scratch = folder.appending(path: ".\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: scratch) }
        do {
            let root = Self.absolute(source.plan).deletingLastPathComponent()
            var kept = PlanOrigin(
                plan: Self.absolute(source.plan).lastPathComponent, environment: source.environment, overlays: [])
            // What was named besides comes last, and may lie anywhere.
            let besides = plan.files.count - source.overlays.count
            for (index, file) in plan.files.enumerated() {
                let file = Self.absolute(file.path)
                let name = Self.name(of: file, in: root) ?? "besides/\(index)-\(file.lastPathComponent)"
                if index >= besides { kept.overlays.append(name) }
                let copy = scratch.appending(path: name)
                try FileManager.default.createDirectory(
                    at: copy.deletingLastPathComponent(), withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
                try RunFolder.write(try Data(contentsOf: file), to: copy)
            }
            try RunFolder.write(Data(JournalCoding.text(kept).utf8), to: scratch.appending(path: Self.manifest))
            guard try Self.read(scratch).digest == digest else {
                throw ConductingError.folder(path: source.plan, why: "was changed while it was read; start again")
            }
            try? FileManager.default.removeItem(at: place)
            try FileManager.default.moveItem(at: scratch, to: place)
        } catch let error as ConductingError {
            throw error
        } catch {
            throw .folder(
                path: place.path(percentEncoded: false), why: "the plan cannot be kept there (\(Self.words(error)))")
        }
    }

    /// A plan that was kept.
    /// - Throws: where it is not there, or was changed since.
    public func read(_ digest: String) throws(ConductingError) -> Plan {
        let place = place(of: digest)
        let path = place.path(percentEncoded: false)
        let plan: Plan
        do {
            plan = try Self.read(place)
        } catch {
            throw .folder(
                path: path, why: "the plan that the run took is not there (\(Self.words(error))); put its files back")
        }
        guard plan.digest == digest else {
            throw .folder(
                path: path,
                why: "holds a plan of digest \(plan.digest.prefix(12)), and the run's is \(digest.prefix(12)); put its "
                    + "files back")
        }
        return plan
    }

    /// The plan in a folder that ``keep(_:)`` wrote, or a copy of one.
    public static func read(_ place: URL) throws -> Plan {
        let bytes = try Data(contentsOf: place.appending(path: manifest))
        var source = try JSONDecoder().decode(PlanOrigin.self, from: bytes)
        func inside(_ name: String) -> String { place.appending(path: name).path(percentEncoded: false) }
        source.plan = inside(source.plan)
        source.overlays = source.overlays.map(inside)
        return try source.read()
    }

    /// The files of a kept plan, by their paths in its folder.
    public func files(of digest: String) throws(ConductingError) -> [(name: String, bytes: Data)] {
        let place = place(of: digest)
        do {
            return try FileManager.default.subpathsOfDirectory(atPath: place.path(percentEncoded: false)).sorted()
                .map { (name: $0, file: place.appending(path: $0)) }
                .filter { try $0.file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true }
                .map { ($0.name, try Data(contentsOf: $0.file)) }
        } catch {
            throw .folder(path: place.path(percentEncoded: false), why: "cannot be read (\(Self.words(error)))")
        }
    }

    /// Where a file stands beside the plan; nil when it comes from elsewhere.
    private static func name(of file: URL, in root: URL) -> String? {
        let (path, base) = (file.path(percentEncoded: false), root.path(percentEncoded: false))
        return path.hasPrefix(base) ? String(path.dropFirst(base.count)) : nil
    }

    private static func absolute(_ path: String) -> URL { URL(filePath: path).absoluteURL.standardizedFileURL }

    private static func words(_ error: any Error) -> String {
        error is PlanningError ? "\(error)" : error.localizedDescription
    }
}
