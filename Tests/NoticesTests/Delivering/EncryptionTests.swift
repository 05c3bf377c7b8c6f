import Foundation
import Notices
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct EncryptionTests {
    private let channel = try! Channel("mail:ops@shop.example")
    private let login = PostRoom.Login(user: .environment("MAIL_USER"), password: .environment("MAIL_PASSWORD"))

    /// A certificate for 127.0.0.1 that signs itself, with its key.
    private func certificate(in folder: URL) throws -> String {
        let path = folder.appending(path: "server.pem").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
            + ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path + ".key", "-out", path + ".crt"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let both = try Data(contentsOf: URL(filePath: path + ".key")) + Data(contentsOf: URL(filePath: path + ".crt"))
        try both.write(to: URL(filePath: path))
        return path
    }

    @Test(arguments: ["smtp", "smtps"])
    func aServerThatProvesWhoItIs(_ scheme: String) async throws {
        try await Sample.withFolder { folder in
            let path = try certificate(in: folder)
            let options =
                ["--certificate", path, "--login", "sluice:s3cret-wörd"] + (scheme == "smtps" ? ["--implicit"] : [])
            try await MailSink.with(options) { sink in
                let room = try sink.room(
                    scheme: scheme, encryption: .required, login: login, authorities: path + ".crt")
                try await withOffice(room, ["MAIL_USER": "sluice", "MAIL_PASSWORD": "s3cret-wörd"]) { office in
                    let delivery = try await office.deliver(Sample.held, to: channel)
                    #expect(delivery.said == "250 2.0.0 kept as 42")
                }
                let mail = try #require(try sink.mails.first)
                #expect(mail.encrypted && mail.login == "sluice")
            }
        }
    }

    @Test(arguments: ["smtp", "smtps"])
    func aServerThatAnybodyCouldBe(_ scheme: String) async throws {
        try await Sample.withFolder { folder in
            let options = ["--certificate", try certificate(in: folder)] + (scheme == "smtps" ? ["--implicit"] : [])
            try await MailSink.with(options) { sink in
                try await withOffice(sink.room(scheme: scheme, encryption: .required)) { office in
                    let error = await failure { () throws(NoticeError) in
                        try await office.deliver(Sample.held, to: self.channel)
                    }
                    guard case .untrusted = error else {
                        Issue.record("\(error as Any)")
                        return
                    }
                    #expect(error?.isWorthTrying == true)
                }
                #expect(try sink.mails.isEmpty)
            }
        }
    }

    @Test func nothingGoesInClearThatMustNot() async throws {
        try await MailSink.with { sink in
            try await withOffice(sink.room(encryption: .required)) { office in
                let error = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: self.channel)
                }
                #expect(error?.isWorthTrying == false)
                #expect(error?.description.contains("nothing was sent, because it offers no encryption") == true)
            }
            #expect(try sink.mails.isEmpty)
        }
        let room = try PostRoom(
            mail: .init(
                server: MailServer("smtp://mail.shop.example"), from: MailAddress("sluice@shop.example"),
                encryption: PostRoom.Encryption.none, login: login))
        try await withOffice(room) { office in
            let error = await failure { () throws(NoticeError) in
                try await office.deliver(Sample.held, to: self.channel)
            }
            #expect(error?.description.contains("the password would have gone in clear") == true)
        }
    }
}
