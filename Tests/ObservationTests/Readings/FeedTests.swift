import Foundation
import Gating
import HTTPTypes
import Hummingbird
import Observation
import Testing

@Suite struct FeedTests {
    private func read(_ feed: FeedPlace, atMost: Duration = .seconds(3_600), skew: Int = 0) async -> SignalReading {
        var reader = FeedReader(signal: "prices-feed", feed: feed, atMost: atMost, every: .seconds(60))
        reader.clock = { millisecondsNow() + skew }
        return await reader.read()
    }

    @Test func aFilesAgeIsItsLastChange() async throws {
        let folder = try ScratchFolder()
        let file = try folder.write("sku;price", as: "prices.csv", changed: Date(timeIntervalSinceNow: -1_800))
        let good = await read(.file(file))
        #expect(good.evidence.exact?.couldCheck == true && good.evidence.exact?.mismatches == 0)
        #expect(good.shown.last?.hasPrefix("\(file.path): changed 30 min") == true)
        let old = await read(.file(file), atMost: .seconds(1_700))
        #expect(old.evidence.exact?.couldCheck == true && old.evidence.exact?.mismatches == 1)
        // What leads to it is as old as it is.
        let link = folder.url.appendingPathComponent("current.csv")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        #expect(await read(.file(link), atMost: .seconds(1_700)).evidence.exact?.mismatches == 1)
    }

    @Test func aFileThatSaysNothingIsBlind() async throws {
        let folder = try ScratchFolder()
        let pipe = folder.url.appendingPathComponent("pipe")
        #expect(mkfifo(pipe.path, 0o600) == 0)
        let future = try folder.write("x", as: "future.csv", changed: Date(timeIntervalSinceNow: 90))
        for (file, words) in [
            (folder.url.appendingPathComponent("none.csv"), "is not there"), (folder.url, "is no regular file"),
            (pipe, "is no regular file"), (try folder.write("", as: "empty.csv"), "is empty"),
            (future, "ahead of ours"),
        ] {
            let result = await read(.file(file)).evidence.exact
            #expect(result?.couldCheck == false)
            #expect(result?.detail.contains(words) == true, "\(result?.detail ?? "")")
        }
    }

    private static func httpDate(_ ago: TimeInterval) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.string(from: Date(timeIntervalSinceNow: -ago))
    }

    @Test func aServersLastModifiedIsRead() async throws {
        await AnsweringServer.serving { request in
            switch (request.uri.path, request.method) {
            case ("/feed", .head): .init(headers: ["last-modified": Self.httpDate(600)])
            // Answers no HEAD, but a range.
            case ("/get", .head): .init(status: 405)
            case ("/get", .get):
                request.headers[.range] == "bytes=0-0"
                    ? .init(status: 206, headers: ["last-modified": Self.httpDate(600)], body: "x") : .init(status: 500)
            case ("/none", _): .init()
            case ("/strange", _): .init(headers: ["last-modified": "yesterday"])
            case ("/future", _): .init(headers: ["last-modified": Self.httpDate(-90)])
            default: .init(status: 404)
            }
        } _: { server in
            for path in ["/feed", "/get"] {
                let good = await read(.http(url: server.address + path))
                #expect(good.evidence.exact?.couldCheck == true && good.evidence.exact?.mismatches == 0)
                #expect(good.shown.last?.contains("changed 10 min") == true, "\(good.shown)")
                let old = await read(.http(url: server.address + path), atMost: .seconds(300))
                #expect(old.evidence.exact?.couldCheck == true && old.evidence.exact?.mismatches == 1)
            }
            for path in ["/none", "/strange", "/future", "/missing"] {
                #expect(await read(.http(url: server.address + path)).evidence.exact?.couldCheck == false)
            }
            #expect(await read(.http(url: server.address + "/feed"), skew: 90_000).evidence.exact?.couldCheck == false)
            await server.stop()
            #expect(await read(.http(url: server.address + "/feed")).evidence.exact?.couldCheck == false)
        }
    }

    @Test func aTimeInJSONIsRead() async throws {
        try await AnsweringServer.serving { _ in
            .init(body: #"{"feeds":{"prices":{"made":\#(millisecondsNow() - 600_000)}}}"#)
        } _: { server in
            let made = try #require(JSONPointer("/feeds/prices/made"))
            let good = await read(.json(url: server.address, changed: made))
            #expect(good.evidence.exact?.mismatches == 0 && good.evidence.exact?.figures["age, s"] == 600)
            let old = await read(.json(url: server.address, changed: made), atMost: .seconds(300))
            #expect(old.evidence.exact?.couldCheck == true && old.evidence.exact?.mismatches == 1)
            let none = try #require(JSONPointer("/feeds/stock/made"))
            #expect(await read(.json(url: server.address, changed: none)).evidence.exact?.couldCheck == false)
        }
    }
}
