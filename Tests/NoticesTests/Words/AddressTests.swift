import Foundation
import Notices
import Testing

struct AddressTests {
    @Test(arguments: ["ops@shop.example", "a.b+c_d@localhost", "x@127.0.0.1", "o'hara@xn--bcher-kva.example"])
    func addresses(_ text: String) throws {
        #expect(try MailAddress(text).description == text)
    }

    @Test(arguments: [
        "", "ops", "@shop.example", "ops@", "a@b@c", "ops@shop.example\r\nBcc: x@y.z", "ops@shop.example\r\nDATA",
        "o ps@shop.example", "ops@shop..example", ".ops@shop.example", "ops.@shop.example", "o..ps@shop.example",
        "<ops@shop.example>", "ops@shop.example,x@y.z", "ops@shop.example SIZE=1", "\"ops\"@shop.example",
        "bücher@shop.example", "ops@bücher.example", "ops@-shop.example", "ops@[127.0.0.1]", "ops@shop.example\0",
        String(repeating: "a", count: 65) + "@shop.example",
    ])
    func whatIsNoAddress(_ text: String) {
        let error = #expect(throws: NoticeError.self) { try MailAddress(text) }
        #expect(error.map { !$0.description.contains("\n") && !$0.isWorthTrying } == true)
    }

    @Test(arguments: [
        ("smtp://mail.shop.example:2525", "smtp://mail.shop.example:2525"),
        ("smtp://mail.shop.example", "smtp://mail.shop.example:587"),
        ("smtp://localhost", "smtp://localhost:25"),
        ("smtps://mail.shop.example/", "smtps://mail.shop.example:465"),
        ("smtp://[::1]:2525", "smtp://[::1]:2525"),
    ])
    func servers(_ text: String, _ read: String) throws {
        #expect(try MailServer(text).description == read)
        #expect(try MailServer(read).description == read)
    }

    @Test(arguments: [
        "mail.shop.example", "http://mail.shop.example", "smtp://", "smtp://a b", "smtp://host:99999999",
        "smtp://host/path", "smtp://host?x=y", "smtp://user:hunter2secret@host", "smtp://host:0",
    ])
    func whatIsNoServer(_ text: String) {
        let error = #expect(throws: NoticeError.self) { try MailServer(text) }
        #expect(error.map { "\($0)".contains("hunter2secret") } == false)
    }

    @Test(arguments: [
        "mail:ops@shop.example", "mail:ops@shop.example,night@shop.example", "webhook:env:CHAT_URL",
        "webhook:file:/run/secrets/chat",
    ])
    func channelsAreReadAsTheyAreWritten(_ text: String) throws {
        let channel = try Channel(text)
        #expect(channel.description == text)
        let json = try JSONEncoder().encode([channel])
        #expect(try JSONDecoder().decode([Channel].self, from: json) == [channel])
    }

    @Test func aMailIsNotSentTwiceToOne() throws {
        #expect(try Channel("mail:a@b.example, c@d.example ,a@b.example").description == "mail:a@b.example,c@d.example")
    }

    @Test(arguments: [
        "", "ops@shop.example", "mail:", "mail:,", "mail:nobody", "fax:env:X", "webhook:",
        "webhook:https://chat.example/hooks/T0PS3CRET", "webhook:env:", "webhook:env:A-B", "webhook:exec:date",
        "https://chat.example/hooks/T0PS3CRET",
    ])
    func whatIsNoChannel(_ text: String) {
        let error = #expect(throws: NoticeError.self) { try Channel(text) }
        #expect(error.map { "\($0)".contains("T0PS3CRET") } == false)
    }

    @Test func settingsAreReadAndNothingIsOverlooked() throws {
        func read(_ text: String) throws -> PostRoom { try JSONDecoder().decode(PostRoom.self, from: Data(text.utf8)) }
        let text = """
            {"mail": {"server": "smtp://mail.shop.example", "from": "sluice@shop.example", "encryption": "required",
             "login": {"user": "env:MAIL_USER", "password": "file:/run/secrets/mail"}},
             "webhookSecrets": {"env:CHAT_URL": "env:CHAT_SECRET"}, "limits": {"mail": 20000}}
            """
        let room = try read(text)
        #expect(room.mail?.server.port == 587)
        #expect(room.webhookSecrets == [.environment("CHAT_URL"): .environment("CHAT_SECRET")])
        #expect(room.limits.mail == 20_000 && room.limits.connect == 5_000)
        #expect(try JSONDecoder().decode(PostRoom.self, from: JSONEncoder().encode(room)) == room)
        for (good, bad) in [
            ("\"login\"", "\"logon\""), ("\"limits\"", "\"limit\""), ("{\"mail\": 2", "{\"mial\": 2"),
            ("file:/run/secrets/mail", "hunter2secret"), ("\"env:CHAT_URL\"", "\"CHAT_URL\""),
            ("required", "requierd"), ("smtp://", "smtp://user:hunter2secret@"),
        ] {
            let wrong = text.replacingOccurrences(of: good, with: bad)
            #expect(wrong != text)
            let error = #expect(throws: (any Error).self) { try read(wrong) }
            #expect(error.map { "\($0)".contains("hunter2secret") } == false, "\(bad)")
        }
    }
}
