import Foundation

/// The folder a plan lives in: opens its files, and nothing outside of it.
struct PlanFolder {
    /// Why a file is not taken, and what to do.
    struct Refusal: Error {
        let why: String
        let mend: String

        static let tooLarge = Refusal(
            why: "the plan is larger than \(ReadingBounds.bytes / 1_000_000) MB", mend: "keep data out of the plan")
    }

    /// The folder as it was named, to name files in it.
    private let named: String
    /// The folder with all links followed; ends with a slash.
    private let real: String

    init(of file: String) {
        let folder = (file as NSString).deletingLastPathComponent
        named = folder
        let path = URL(fileURLWithPath: folder.isEmpty ? "." : folder).resolvingSymlinksInPath().path
        real = path.hasSuffix("/") ? path : path + "/"
    }

    /// How an included file is named in positions.
    func name(of include: String) -> String {
        named.isEmpty ? include : (named as NSString).appendingPathComponent(include)
    }

    /// The bytes of a file named relative to this folder.
    func bytes(of include: String, room: Int) throws(Refusal) -> [UInt8] {
        try Self.bytes(at: try place(of: include), room: room)
    }

    /// Where a file named relative to this folder really lies, which is in it.
    func place(of include: String) throws(Refusal) -> String {
        guard !include.hasPrefix("/"), !include.contains("\0") else {
            throw Refusal(
                why: "it is no path relative to the plan's folder", mend: "write it without leading slash")
        }
        let place = URL(fileURLWithPath: real + include).resolvingSymlinksInPath().standardizedFileURL.path
        guard place.hasPrefix(real) else {
            throw Refusal(why: "it leaves the plan's folder", mend: "keep all files of a plan in one folder")
        }
        return place
    }

    /// The bytes of a regular file of at most `room` bytes.
    static func bytes(at path: String, room: Int) throws(Refusal) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Refusal(why: "there is no such file", mend: "check the path")
        }
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        guard !isFolder.boolValue, attributes?[.type] as? FileAttributeType == .typeRegular else {
            throw Refusal(why: "this is no regular file", mend: "name a YAML file")
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Refusal(why: "the file cannot be opened", mend: "check its permissions")
        }
        defer { try? handle.close() }
        guard let content = try? handle.read(upToCount: room + 1) ?? Data() else {
            throw Refusal(why: "the file cannot be read", mend: "check its permissions and the disk")
        }
        guard content.count <= room else { throw .tooLarge }
        return Array(content)
    }
}
