public import Cutover
import Foundation
public import Observation

/// Where people's commands wait: one file each, put there whole. A command survives a program that is not running, and is
/// obeyed once however often it is read.
public struct Inbox: Sendable {
    let folder: RunFolder

    public init(_ folder: RunFolder) { self.folder = folder }

    /// Puts a command in.
    public func put(_ command: Command) throws(ConductingError) {
        let name = "\(command.id).json"
        try RunFolder.write(Data(JournalCoding.text(command).utf8), to: folder.inbox.appending(path: name))
    }

    /// Puts in what a program tells of incidents; on disk when it returns, so that the program may forget it.
    public func put(_ reports: [IncidentReport]) throws(ConductingError) {
        for report in reports {
            let news: IncidentNews =
                switch report.status {
                case .opened:
                    .opened(
                        title: report.title, severity: report.severity, link: report.link, since: report.at)
                case .closed: .resolved
                }
            let id = UUID().uuidString.lowercased()
            let command = Command(id: id, by: report.source, order: .incident(id: report.id, news))
            try RunFolder.write(
                Data(JournalCoding.text(command).utf8), to: folder.inbox.appending(path: "\(id).json"), isDurable: true)
        }
    }

    /// The commands that lie there, by age of their files. One that cannot be read is set aside under another name.
    func waiting() -> [(file: URL, command: Command)] {
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder.inbox, includingPropertiesForKeys: [.contentModificationDateKey])
        let commands = (files ?? []).filter { $0.pathExtension == "json" }.compactMap { file -> (URL, Command, Date)? in
            guard let bytes = try? Data(contentsOf: file) else { return nil }
            guard let command = try? JSONDecoder().decode(Command.self, from: bytes) else {
                try? FileManager.default.moveItem(at: file, to: file.appendingPathExtension("unreadable"))
                return nil
            }
            let age = try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
            return (file, command, age ?? .distantPast)
        }
        return commands.sorted { ($0.2, $0.1.id) < ($1.2, $1.1.id) }.map { ($0.0, $0.1) }
    }

    func remove(_ file: URL) { try? FileManager.default.removeItem(at: file) }
}
