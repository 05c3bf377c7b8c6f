import Foundation
import NIOPosix

/// A file of bounded size, read off the cooperative pool. Pipes, devices and folders are not read: they could keep us.
struct SmallFile: Sendable {
    let bytes: Data
    /// ms since 1970.
    let modified: Int
    let size: Int

    /// - Parameter limit: bytes that it may hold at most.
    static func read(_ url: URL, limit: Int) async throws(ReadingFault) -> SmallFile {
        try await offPool(url.path) { (path) throws(ReadingFault) in
            let (modified, size) = try attributes(path)
            guard size <= limit else {
                throw .file(path, why: "holds \(size) bytes, at most \(limit)", mend: "is it the right file?")
            }
            // Were a pipe put in its place meanwhile, opening it would not wait.
            let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { throw fault(path, CocoaError(.fileReadNoPermission)) }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            do {
                let bytes = try handle.read(upToCount: limit) ?? Data()
                return SmallFile(bytes: bytes, modified: modified, size: bytes.count)
            } catch {
                throw fault(path, error)
            }
        }
    }

    /// When a file was changed, and how large it is, without reading it.
    static func look(at url: URL) async throws(ReadingFault) -> SmallFile {
        try await offPool(url.path) { (path) throws(ReadingFault) in
            let (modified, size) = try attributes(path)
            return SmallFile(bytes: Data(), modified: modified, size: size)
        }
    }

    private static func offPool(
        _ path: String, _ work: @escaping @Sendable (String) throws(ReadingFault) -> SmallFile
    ) async throws(ReadingFault) -> SmallFile {
        do {
            return try await NIOThreadPool.singleton.runIfActive { try work(path) }
        } catch let fault as ReadingFault {
            throw fault
        } catch {
            throw .stopped(ShownText.plain(path))
        }
    }

    private static func attributes(_ path: String) throws(ReadingFault) -> (modified: Int, size: Int) {
        let found: [FileAttributeKey: Any]
        do {
            let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            found = try FileManager.default.attributesOfItem(atPath: real)
        } catch {
            throw fault(path, error)
        }
        guard found[.type] as? FileAttributeType == .typeRegular, let modified = found[.modificationDate] as? Date,
            let size = (found[.size] as? NSNumber)?.intValue
        else {
            throw .file(ShownText.plain(path), why: "is no regular file", mend: "name the file itself")
        }
        return (Int(modified.timeIntervalSince1970 * 1_000), size)
    }

    private static func fault(_ path: String, _ error: any Error) -> ReadingFault {
        let path = ShownText.plain(path)
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile?, .fileNoSuchFile?:
            return .file(path, why: "is not there", mend: "is whoever writes it running?")
        case .fileReadNoPermission?:
            return .file(path, why: "may not be read", mend: "let this program's user read it")
        default: return .file(path, why: "cannot be read", mend: "look at its disk")
        }
    }
}
