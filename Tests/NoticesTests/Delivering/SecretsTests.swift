import Foundation
import Notices
import Testing

/// Every way in which a delivery with secrets can fail, and none of them in what is said about it.
@Suite(.serialized, .timeLimit(.minutes(2))) struct SecretsTests {
    private let password = "pl4nted+pass/word=&"
    private let user = "planted-user"
    private let signing = "planted-signing-key"
    private let room = "T0PL4NTED"

    private func expectNothingOf(
        _ error: NoticeError?, _ extra: [String] = [], at place: SourceLocation = #_sourceLocation
    ) {
        guard let error else {
            Issue.record("it was delivered", sourceLocation: place)
            return
        }
        let plain = Data("\0\(user)\0\(password)".utf8).base64EncodedString()
        let secrets = [password, signing, room, plain, Data(password.utf8).base64EncodedString()] + extra
        for text in [error.description, "\(error)", String(reflecting: error)] {
            var dumped = ""
            dump(error, to: &dumped)
            for secret in secrets {
                #expect(!text.contains(secret) && !dumped.contains(secret), "\(text)", sourceLocation: place)
            }
        }
    }

    @Test(arguments: [[], ["--echo"]])
    func aServerThatRepeatsWhatItWasGiven(_ echo: [String]) async throws {
        try await MailSink.with(["--login", "planted-user:other"] + echo) { sink in
            let settings = try sink.room(
                login: .init(user: .environment("MAIL_USER"), password: .environment("MAIL_PASSWORD")))
            try await withOffice(settings, ["MAIL_USER": user, "MAIL_PASSWORD": password]) { office in
                let error = await failure { () throws(NoticeError) in
                    try await office.deliver(Sample.held, to: Channel("mail:ops@shop.example"))
                }
                expectNothingOf(error)
                #expect(error?.isWorthTrying == false)
                #expect(error.map { "\($0)".contains("refused the login: 535 5.7.8") } == true, "\(error as Any)")
            }
        }
    }

    @Test(arguments: ["rcpt", "data"])
    func aLoginAndThenAFailure(_ place: String) async throws {
        for option in ["--stall", "--close"] {
            try await MailSink.with(["--login", "\(user):\(password)", option, place]) { sink in
                let settings = try sink.room(
                    login: .init(user: .environment("MAIL_USER"), password: .environment("MAIL_PASSWORD")),
                    limits: .mail(1_000))
                try await withOffice(settings, ["MAIL_USER": user, "MAIL_PASSWORD": password]) { office in
                    expectNothingOf(
                        await failure { () throws(NoticeError) in
                            try await office.deliver(Sample.held, to: Channel("mail:ops@shop.example"))
                        })
                }
            }
        }
    }

    @Test func aWebhookThatRepeatsItsAddress() async throws {
        let (room, signing) = (room, signing)
        try await WebhookReceiver.with({ call, before in
            switch before {
            case 0: .init(status: 500, body: "no \(call.path) \(signing) \(room)")
            case 1: .init(status: 302, headers: ["Location": "http://127.0.0.2:1\(call.path)?key=\(signing)"])
            case 2: .init(status: 302, headers: ["Location": "::\(room)"])
            default: .init(status: 404, body: String(repeating: "x", count: 290) + room)
            }
        }) { _, origin in
            let settings = PostRoom(
                webhookSecrets: [.environment("CHAT_URL"): .environment("CHAT_SECRET")], limits: .short)
            let variables = ["CHAT_URL": "\(origin)/hooks/\(room)", "CHAT_SECRET": signing]
            try await withOffice(settings, variables) { office in
                for _ in 0..<4 {
                    expectNothingOf(
                        await failure { () throws(NoticeError) in
                            try await office.deliver(Sample.held, to: .webhook(url: .environment("CHAT_URL")))
                        }, [String(room.prefix(6))])
                }
            }
        }
    }

    @Test func addressesThatCannotBeUsed() async throws {
        let addresses = [
            "", "T0PL4NTED", "ftp://chat.example/T0PL4NTED", "http://chat.example/T0PL4NTED",
            "https://user:pl4nted+pass@chat.example/T0PL4NTED", "https:///T0PL4NTED",
            "https://chat.example/\nT0PL4NTED",
            "https://[T0PL4NTED",
        ]
        for text in addresses {
            try await withOffice(PostRoom(limits: .short), ["CHAT_URL": text]) { office in
                let error = await failure { () throws(NoticeError) in
                    try await office.examine(.webhook(url: .environment("CHAT_URL")))
                    return true
                }
                expectNothingOf(error)
                #expect(error?.isWorthTrying == false)
                #expect(
                    await failure { () throws(NoticeError) in
                        try await office.deliver(Sample.held, to: .webhook(url: .environment("CHAT_URL")))
                    } == error)
            }
        }
    }

    @Test func secretsAreReadFromFilesWhenTheyAreUsed() async throws {
        try await WebhookReceiver.with({ _, _ in .init() }) { receiver, origin in
            try await Sample.withFolder { folder in
                let file = folder.appending(path: "chat url")
                let channel = try Channel("webhook:file:\(file.path)")
                try await withOffice(PostRoom(limits: .short)) { office in
                    func fails() async -> NoticeError? {
                        await failure { () throws(NoticeError) in try await office.deliver(Sample.held, to: channel) }
                    }
                    let absent = await fails()
                    #expect(absent?.isWorthTrying == true)
                    #expect(absent.map { "\($0)".contains("there is no such file") } == true)
                    for (content, why) in [
                        ("\n", "it is empty"), ("https://a.example/\nb", "several lines"),
                        (String(repeating: "x", count: 70_000), "too long"),
                    ] {
                        try Data(content.utf8).write(to: file)
                        let error = await fails()
                        #expect(error.map { "\($0)".contains(why) } == true, "\(error as Any)")
                    }
                    try Data([0xFF, 0xFE]).write(to: file)
                    #expect(await fails().map { "\($0)".contains("not UTF-8") } == true)
                    try Data("\(origin)/hook\r\n".utf8).write(to: file)
                    #expect(await fails() == nil)
                    try FileManager.default.removeItem(at: file)
                    #expect(mkfifo(file.path, 0o600) == 0)
                    #expect(await fails().map { "\($0)".contains("no regular file") } == true)
                }
            }
            #expect(receiver.calls.count == 1)
        }
    }
}
