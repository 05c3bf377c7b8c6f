import Conducting
import Foundation
import SampleEstate

/// Where a rehearsal keeps everything: estate, edge, run, keys, plan.
struct RehearsalFolder: Sendable {
    let path: String

    init(_ path: String) { self.path = URL(filePath: path).standardizedFileURL.path(percentEncoded: false) }

    /// What the rehearsal proved, for `plan check --evidence`.
    var records: String { path + "/records" }
    var estateFolder: String { path + "/estate" }
    var estate: String { path + "/estate/estate.json" }
    var plan: String { path + "/plan.yaml" }
    var keys: String { path + "/keys" }
    var edge: String { path + "/edge" }
    var token: String { path + "/estate/token" }
    var runLog: String { path + "/run.log" }
    var run: RunFolder { RunFolder(path + "/run") }
    /// What the rehearsal has done to the estate so far, so that another process can go on with it.
    var progress: String { path + "/rehearsal.json" }

    func prepare() throws {
        for folder in [path, estateFolder, keys, edge] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw Failure(
                    "\(folder): cannot be made (\(error.localizedDescription)); choose another with --dir", .world)
            }
        }
    }
}

/// What a rehearsal has done so far.
struct RehearsalProgress: Codable, Sendable {
    var fault: String
    var startedAt: Int
    var edgePort: Int
    var logPort: Int
    var pagePort: Int
    var run: EstateDescription.Entry?
    var plantedAt: Int?
    /// The rolled back attempt that was answered with a mended version last: `stage#attempt`.
    var mended: String?
    var version = 2

    func write(_ folder: RehearsalFolder) throws {
        try RunFolder.write(try JSONEncoder().encode(self), to: URL(filePath: folder.progress))
    }

    static func read(_ folder: RehearsalFolder) throws -> RehearsalProgress {
        try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: folder.progress)))
    }
}
