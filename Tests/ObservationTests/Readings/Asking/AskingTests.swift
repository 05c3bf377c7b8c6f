import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Observation
import Planning
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-21T18:24:51Z", 1_795_285_491_000),
        ("2026-11-21T19:24:51.25+01:00", 1_795_285_491_250), ("2026-11-21 13:24:51,250999-0500", 1_795_285_491_250),
        ("2024-02-29T23:59:59.9Z", 1_709_251_199_900), ("2000-03-01T00:00:00z", 951_868_800_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("2026-11-21T18:24:51+05", 1_795_267_491_000),
    ])
    func aTimeWithItsZoneIsRead(_ text: String, _ moment: Int) { #expect(Timestamp.iso8601(text) == moment) }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T18:24:51", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T18:24:51.Z", "2026-11-21T18:24:51Zx", "26-11-21T18:24:51Z", "2026-11-21T18:24:51+24:00",
        "1900-02-29T00:00:00Z", "２０２６-11-21T18:24:51Z", "2026-11-21T18:24:51+01:6",
    ])
    func whatNamesNoMomentIsRefused(_ text: String) { #expect(Timestamp.iso8601(text) == nil) }

    @Test func headersAreRead() {
        #expect(Timestamp.httpDate("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777_000)
        for wrong in [
            "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET", "", "Sun, 31 Feb 1994 08:49:37 GMT",
        ] {
            #expect(Timestamp.httpDate(wrong) == nil)
        }
    }

    @Test func secondsAndMillisecondsAreToldApart() {
        #expect(Timestamp.epoch(1_795_285_491) == 1_795_285_491_000)
        #expect(Timestamp.epoch(1_795_285_491.5) == 1_795_285_491_500)
        #expect(Timestamp.epoch(1_795_285_491_250) == 1_795_285_491_250)
        for wrong in [0, -1, 12, 1.7e15, 1.7e18, .nan, .infinity] { #expect(Timestamp.epoch(wrong) == nil) }
    }
}

@Suite struct JSONPointerTests {
    /// The example of RFC 6901, section 5.
    private static let example = """
        {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\\\j": 5, "k\\"l": 6, " ": 7, "m~n": 8}
        """

    @Test(arguments: [
        ("/foo/0", JSONTree.text("bar")), ("/", .number(0)), ("/a~1b", .number(1)), ("/c%d", .number(2)),
        ("/e^f", .number(3)), ("/g|h", .number(4)), ("/i\\j", .number(5)), ("/k\"l", .number(6)), ("/ ", .number(7)),
        ("/m~0n", .number(8)),
    ])
    func valuesAreFound(_ text: String, _ value: JSONTree) throws {
        let tree = try #require(JSONTree(Data(Self.example.utf8)))
        #expect(try #require(JSONPointer(text)).value(in: tree) == value)
    }

    @Test(arguments: ["/foo/2", "/foo/01", "/foo/-", "/foo/0/x", "/none", "/foo/+1", "/foo/99999999999999999999"])
    func whatIsNotThereIsNotFound(_ text: String) throws {
        let tree = try #require(JSONTree(Data(Self.example.utf8)))
        #expect(try #require(JSONPointer(text)).value(in: tree) == nil)
    }

    @Test func theEmptyPointerIsTheWholeText() throws {
        #expect(JSONPointer("")?.value(in: .number(3)) == .number(3))
        for wrong in ["foo", "/a~", "/a~2", "#/foo"] { #expect(JSONPointer(wrong) == nil) }
        // `~01` is `~1`, not `/`.
        #expect(JSONPointer("/~01")?.value(in: .object(["~1": .null])) == .null)
    }

    @Test func truthIsNoNumber() { #expect(JSONTree(Data("[true, 1]".utf8)) == .list([.flag(true), .number(1)])) }
}

@Suite struct ShownTests {
    @Test(arguments: [
        ("https://ann:s3cret@erp.test:8443/queue?key=s3cret&shop=1#s3cret", "https://erp.test:8443/queue?key=…&shop=…"),
        ("http://erp.test", "http://erp.test"), ("s3cret", "an address that cannot be read"),
        ("http://[::1]:9090/p", "http://[::1]:9090/p"),
    ])
    func anAddressShowsNoSecret(_ address: String, _ shown: String) { #expect(ShownAddress.of(address) == shown) }

    @Test func textCannotSteerATerminal() {
        #expect(ShownText.plain("a\u{1B}[31mb\u{202E}c\nd") == "a [31mb c d")
        #expect(ShownText.plain("abcdef", limit: 3) == "abc…")
    }

    @Test(arguments: [
        (0, "0 ms"), (850, "850 ms"), (12_000, "12 s"), (200_000, "3 min 20 s"), (7_200_000, "2 h"),
        (356_400_000, "4 d 3 h"), (86_401_000, "1 d"),
    ])
    func spansAreShown(_ milliseconds: Int, _ shown: String) { #expect(ShownText.span(milliseconds) == shown) }
}

@Suite struct SecretTests {
    @Test func aSecretIsReadWhenItIsUsed() async throws {
        let folder = try ScratchFolder()
        let file = try folder.write("  s3cret\n", as: "token")
        let reference = SecretReference.file(file.path)
        #expect(try await reference.secret() == "s3cret")
        try folder.write("other", as: "token")
        #expect(try await reference.secret() == "other")
    }

    @Test func whatIsNoSecretIsRefused() async throws {
        let folder = try ScratchFolder()
        let path = folder.url.path
        let references: [SecretReference] = [
            .file(path + "/none"), .file(try folder.write(" \n", as: "empty").path), .file(path),
            .file(try folder.write("two\r\nlines", as: "lines").path), .environment("SLUICE_NO_SUCH_NAME"),
            .command("echo s3cret"), .file(try folder.write(String(repeating: "x", count: 70_000), as: "large").path),
        ]
        for reference in references {
            await #expect(throws: ReadingFault.self) { try await reference.secret() }
        }
    }

    @Test func theEnvironmentIsRead() async throws {
        let path = try #require(ProcessInfo.processInfo.environment["PATH"])
        #expect(try await SecretReference.environment("PATH").secret() == path)
    }
}

@Suite struct WebQuestionTests {
    @Test func aTokenIsSent() async throws {
        let folder = try ScratchFolder()
        let file = try folder.write("s3cret", as: "token")
        try await AnsweringServer.serving { request in
            .init(body: "\(request.headers[.authorization] ?? "none") \(request.method)")
        } _: { server in
            let token = try await WebQuestion(url: server.address, token: .file(file.path)).ask(now: millisecondsNow)
            #expect(String(decoding: token.body, as: UTF8.self) == "Bearer s3cret GET")
            let named = try await WebQuestion(url: "http://ann:pass@127.0.0.1:\(server.port)/").ask(
                now: millisecondsNow)
            #expect(String(decoding: named.body, as: UTF8.self) == "Basic YW5uOnBhc3M= GET")
        }
    }

    @Test func aRedirectIsNotFollowed() async throws {
        try await AnsweringServer.serving { _ in
            .init(status: 302, headers: ["location": "/login"])
        } _: { server in
            let answer = try await WebQuestion(url: server.address).ask(now: millisecondsNow)
            #expect(answer.status == 302)
        }
    }

    /// No answer, half of one, one that drips, one that is too long, nobody there.
    @Test func whatIsNoAnswerIsAFault() async throws {
        let server = await AnsweringServer.start { (request: Request) -> Response in
            switch request.uri.path {
            case "/silent": try? await Task.sleep(for: .seconds(20))
            case "/drip":
                return Response(
                    status: .ok,
                    body: .init { writer in
                        for _ in 0..<400 {
                            try await writer.write(ByteBuffer(string: "x"))
                            try await Task.sleep(for: .milliseconds(50))
                        }
                        try await writer.finish(nil)
                    })
            case "/long":
                return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 120, count: 5 << 20)))
            default: break
            }
            return Response(status: .ok)
        }
        for (path, words) in [("silent", "not within 300 ms"), ("drip", "not within 300 ms"), ("long", "a longer one")]
        {
            let began = ContinuousClock.now
            let question = WebQuestion(url: "\(server.address)/\(path)?key=s3cret", patience: .milliseconds(300))
            let fault = await #expect(throws: ReadingFault.self) { try await question.ask(now: millisecondsNow) }
            #expect(fault?.description.contains(words) == true, "\(String(describing: fault))")
            #expect(fault?.description.contains("s3cret") == false)
            #expect(ContinuousClock.now - began < .seconds(5))
        }
        await server.stop()
        for url in [server.address, "http://name.invalid/", "ftp://127.0.0.1/", "no address", "http://"] {
            let fault = await #expect(throws: ReadingFault.self) {
                try await WebQuestion(url: url).ask(now: millisecondsNow)
            }
            #expect(fault?.description.hasPrefix("could not check: ") == true)
        }
        let refused = await #expect(throws: ReadingFault.self) {
            try await WebQuestion(url: server.address).ask(now: millisecondsNow)
        }
        #expect(refused == .noAnswer(server.address, why: "Connection refused"))
    }

    @Test func aServerOfAnotherClockIsBlind() async throws {
        try await AnsweringServer.serving { _ in
            .init(body: "ok")
        } _: { server in
            for skew in [-90_000, 90_000] {
                let fault = await #expect(throws: ReadingFault.self) {
                    try await WebQuestion(url: server.address).ask(now: { millisecondsNow() + skew })
                }
                guard case .clock(_, let ahead) = fault else {
                    Issue.record("\(String(describing: fault))")
                    continue
                }
                #expect(abs(ahead + skew) < 5_000)
            }
            _ = try await WebQuestion(url: server.address).ask(now: { millisecondsNow() + 10_000 })
        }
    }
}
