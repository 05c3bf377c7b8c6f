import Foundation
import Notices

/// A real mail server on a free port of loopback, which keeps what it takes.
struct MailSink: Sendable {
    struct Mail: Decodable, Sendable {
        let taken: Bool
        let from: String
        let to: [String]
        let subject: String
        let sender: String
        let address: String
        let id: String
        let date: String
        let automatic: String
        let text: String
        let defects: [String]
        let encrypted: Bool
        let login: String?
        let raw: String
    }

    let port: Int
    private let file: URL

    var mails: [Mail] {
        get throws {
            guard FileManager.default.fileExists(atPath: file.path) else { return [] }
            return try Python.lines(Mail.self, Data(contentsOf: file))
        }
    }

    /// - Parameter options: of sink.py.
    static func with<T>(_ options: [String] = [], _ body: (MailSink) async throws -> T) async throws -> T {
        try await Sample.withFolder { folder in
            let file = folder.appending(path: "mails.jsonl")
            let process = Process()
            process.executableURL = URL(filePath: Python.path)
            process.arguments = ["\(Python.folder)/sink.py", file.path] + options
            let (output, input) = (Pipe(), Pipe())
            process.standardOutput = output
            // Its end is the sink's, should this program be killed.
            process.standardInput = input
            process.standardError = FileHandle.nullDevice
            try process.run()
            defer {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
            }
            let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            guard let port = Int(said.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw NotStarted() }
            return try await body(MailSink(port: port, file: file))
        }
    }

    struct NotStarted: Error {}

    func room(
        scheme: String = "smtp", encryption: PostRoom.Encryption? = nil, login: PostRoom.Login? = nil,
        authorities: String? = nil, limits: PostRoom.Limits = .short
    ) throws -> PostRoom {
        let server = try MailServer("\(scheme)://127.0.0.1:\(port)")
        let from = try MailAddress("sluice@shop.example")
        return PostRoom(
            mail: .init(
                server: server, from: from, encryption: encryption, login: login, authorities: authorities),
            limits: limits)
    }
}

extension PostRoom.Limits {
    /// Long enough for a busy machine, short enough to be waited for.
    static var short: PostRoom.Limits {
        var limits = PostRoom.Limits()
        (limits.connect, limits.mail, limits.webhook, limits.wait) = (5_000, 10_000, 5_000, 20_000)
        return limits
    }

    static func mail(_ milliseconds: Int) -> PostRoom.Limits {
        var limits = short
        (limits.connect, limits.mail) = (milliseconds, milliseconds)
        return limits
    }
}

/// Opens a post office, and closes it whatever happens.
func withOffice<T>(
    _ room: PostRoom, _ variables: [String: String] = [:], _ body: (PostOffice) async throws -> T
) async throws -> T {
    let office = PostOffice(room) { variables[$0] }
    do {
        let result = try await body(office)
        await office.close()
        return result
    } catch {
        await office.close()
        throw error
    }
}

/// The error that a delivery ended with.
func failure(_ body: () async throws(NoticeError) -> some Sendable) async -> NoticeError? {
    do throws(NoticeError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}
