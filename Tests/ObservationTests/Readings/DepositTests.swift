import Foundation
import Gating
import Observation
import Testing

@Suite struct DepositTests {
    private static let now = 1_795_285_491_000
    private static let good = """
        {"sluice_result": 1, "signal": "stock", "at": "2026-11-21T18:24:00Z", "compared": 4000, "mismatches": 2,
         "detail": "T-100: 3 here, 4 there", "figures": {"lost": 1, "changed": 1}}
        """

    private func read(_ text: String, maximumAge: Int = 60_000, signal: String = "stock") throws -> ExactResult {
        try Deposit(Data(text.utf8), place: "stock.json")
            .result(for: signal, now: Self.now, maximumAge: maximumAge, place: "stock.json")
    }

    @Test func aWholeResultIsTaken() throws {
        #expect(
            try read(Self.good)
                == ExactResult(
                    compared: 4_000, mismatches: 2, detail: "T-100: 3 here, 4 there",
                    figures: ["lost": 1, "changed": 1]))
        let bare = Self.good.replacingOccurrences(of: #", "figures": {"lost": 1, "changed": 1}"#, with: "")
        #expect(try read(bare).figures.isEmpty)
        #expect(
            try read(Self.good.replacingOccurrences(of: "\"2026-11-21T18:24:00Z\"", with: "1795285440000")).compared
                == 4_000)
    }

    private static let wrong: [(String, String, String)] = [
        ("\"sluice_result\": 1", "\"sluice_result\": 2", "expected 1 as \"sluice_result\", found 2"),
        ("\"sluice_result\": 1, ", "", "found none"), ("\"sluice_result\": 1", "\"sluice_result\": true", "found true"),
        ("\"signal\": \"stock\"", "\"signal\": 3", "a signal's name"),
        ("\"signal\": \"stock\"", "\"signal\": \"orders\"", "a result of the signal stock, found \"orders\""),
        ("18:24:00Z", "18:24:00", "a time with its zone"), ("18:24:00Z", "18:23:50Z", "1 min 1 s old, at most 1 min"),
        ("18:24:00Z", "18:26:00Z", "ahead of ours"), ("\"at\"", "\"when\"", "found \"when\""),
        ("4000", "-1", "a count as \"compared\", found -1"), ("4000", "0.5", "a count"),
        ("4000", "\"4000\"", "a count"),
        ("4000", "1", "no more mismatches than were compared, found 2 of 1"), ("4000", "1e300", "a count"),
        ("\"detail\": \"T-100: 3 here, 4 there\"", "\"detail\": null", "a sentence"),
        ("\"lost\": 1", "\"lost\": 1.5", "a whole number as figure \"lost\", found 1.5"),
        ("{\"lost\": 1, \"changed\": 1}", "[]", "an object as \"figures\""),
        ("}}", "}, \"more\": 1}", "found \"more\""),
        ("}}", "}", "expected a JSON object"),
    ]

    @Test(arguments: wrong.indices)
    func whatIsWrongIsBlind(_ index: Int) {
        let (text, other, words) = Self.wrong[index]
        let body = Self.good.replacingOccurrences(of: text, with: other)
        #expect(body != Self.good)
        let fault = #expect(throws: ReadingFault.self) { try read(body) }
        #expect(fault?.description.contains(words) == true, "\(String(describing: fault))")
    }

    @Test func comparingNothingProvesNothing() {
        let body = Self.good.replacingOccurrences(of: "4000", with: "0").replacingOccurrences(
            of: "\"mismatches\": 2", with: "\"mismatches\": 0")
        let fault = #expect(throws: ReadingFault.self) { try read(body) }
        #expect(fault?.description.contains("expected something compared") == true)
    }

    @Test func theFolderIsReadAtEachLook() async throws {
        let folder = try ScratchFolder()
        func read(_ signal: String = "stock") async -> ExactResult? {
            await DepositReader(signal: signal, folder: folder.url, maximumAge: .seconds(60)).read().evidence.exact
        }
        #expect(await read()?.detail.contains("is not there; is whoever writes it running?") == true)
        let fresh = Self.good.replacingOccurrences(of: "\"2026-11-21T18:24:00Z\"", with: "\(millisecondsNow())")
        try folder.write(String(fresh.dropLast(20)), as: "stock.json")
        #expect(await read()?.couldCheck == false)
        try folder.write(fresh, as: "stock.json")
        #expect(await read()?.couldCheck == true)
        #expect(await read()?.mismatches == 2)
        try folder.write(fresh + String(repeating: " ", count: 1 << 20), as: "stock.json")
        #expect(await read()?.couldCheck == false)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("stock.json"))
        #expect(mkfifo(folder.url.appendingPathComponent("stock.json").path, 0o600) == 0)
        #expect(await read()?.detail.contains("is no regular file") == true)
        for name in ["", "../stock", "a/b", ".stock"] { #expect(await read(name)?.couldCheck == false) }
    }
}
