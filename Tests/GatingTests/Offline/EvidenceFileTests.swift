import Fixtures
import Foundation
import Gating
import Testing

/// Files of evidence are read strictly: what is wrong is named with its place and what to do, and nothing is judged.
@Suite struct EvidenceFileTests {
    static let bad: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: Samples.folder.appending(path: "bad").path)) ?? [])
        .sorted()

    /// `SLUICE_RECORD_GOLDENS=1` writes the expectations anew, to be read before they are kept.
    @Test(arguments: bad) func whatIsWrongIsSaidWithItsPlace(_ name: String) throws {
        let file = Samples.folder.appending(path: "expected/\(name).txt")
        let bytes = try Samples.golden("bad/\(name)")
        var said = "accepted\n"
        do {
            _ = try Samples.judge(bytes)
        } catch {
            said = error.description(of: name) + "\n"
        }
        if ProcessInfo.processInfo.environment["SLUICE_RECORD_GOLDENS"] != nil { try Data(said.utf8).write(to: file) }
        #expect(said == (try? String(contentsOf: file, encoding: .utf8)))
        #expect(said.hasPrefix("\(name):"))
    }

    @Test func thereAreBadFiles() { #expect(Self.bad.count >= 30) }

    @Test(arguments: bad) func inPiecesTheSameIsWrong(_ name: String) throws {
        let bytes = try Samples.golden("bad/\(name)")
        var said: [EvidenceFileError] = []
        for piece in [1, 7, 1 << 16] {
            do {
                _ = try Samples.judge(bytes, piece: piece)
            } catch {
                said.append(error)
            }
        }
        #expect(said.count == 3 && Set(said).count == 1)
    }

    @Test(arguments: ["healthy.json", "journal.json", "segment.csv"])
    func cutOffAnywhereItIsReadOrRefusedNeverMore(_ name: String) throws {
        let bytes = Array(try Samples.golden("good/\(name)").prefix(3_000))
        for length in 0..<bytes.count { _ = try? Samples.judge(bytes.prefix(length)) }
        for length in 1..<bytes.count where name == "healthy.json" {
            #expect(throws: EvidenceFileError.self) { try Samples.judge(bytes.prefix(length)) }
        }
    }

    @Test(arguments: ["healthy.json", "journal.json", "segment.csv", "two-signals.csv"])
    func damagedFilesDoNoHarm(_ name: String) throws {
        let bytes = Array(try Samples.golden("good/\(name)").prefix(2_000))
        var dice = Dice(seed: 11)
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0...dice.below(4) {
                let place = dice.below(damaged.count)
                switch dice.below(3) {
                case 0: damaged[place] = UInt8(dice.below(256))
                case 1: damaged.remove(at: place)
                default: damaged.insert(dice.pick(Array("\",{}[]-0e\n".utf8)), at: place)
                }
            }
            _ = try? Samples.judge(damaged)
        }
    }

    @Test func aLineWithoutEndIsRefusedBeforeItFillsMemory() {
        let endless = Array(repeating: UInt8(ascii: "a"), count: 70_000)
        #expect(throws: EvidenceFileError.self) { try Samples.judge(endless) }
    }

    @Test func withoutAPlanOneSignalIsJudged() throws {
        let terms = OfflineJudge.Terms(signals: [], unnamed: Samples.payment, share: 0.01)
        let healthy = try Samples.judge(try Samples.golden("good/healthy.csv"), terms)
        #expect(healthy.signals.map(\.verdict.signal) == ["payment-success"])
        #expect(healthy.verdict == .healthy)
        let two = try Samples.golden("good/two-signals.csv")
        #expect(throws: EvidenceFileError.self) { try Samples.judge(two, terms) }
    }
}

/// Moments and times as files write them.
@Suite struct EvidenceMomentTests {
    @Test(arguments: [
        ("1795248010000", 1_795_248_010_000), ("0", 0), ("2026-11-21T08:00:10Z", 1_795_248_010_000),
        ("2026-11-21 09:00:10+01:00", 1_795_248_010_000), ("2026-11-21T08:00:10.25Z", 1_795_248_010_250),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000), ("1970-01-01T00:00:00Z", 0),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func areRead(_ text: String, _ milliseconds: Int) { #expect(EvidenceMoment.milliseconds(text) == milliseconds) }

    @Test(arguments: [
        "", "-1", "1e3", "2026-11-21", "2026-11-21T08:00:10", "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z",
        "2026-11-21T24:00:00Z", "2026-11-21T08:00:10.Z", "2026-11-21T08:00:10+1:00", "1969-12-31T23:59:59Z",
        "253402300800000", "1970-01-01T00:00:00+01:00", "２０２６-11-21T08:00:10Z",
    ])
    func areRefused(_ text: String) { #expect(EvidenceMoment.milliseconds(text) == nil) }

    @Test func whatIsWrittenIsReadAgain() {
        var dice = Dice(seed: 3)
        for _ in 0..<2_000 {
            let moment = dice.below(253_402_300_800_000)
            #expect(EvidenceMoment.milliseconds(EvidenceMoment.text(moment)) == moment)
        }
    }

    @Test(arguments: [
        ("500ms", 500), ("10s", 10_000), ("3m", 180_000), ("2h", 7_200_000), ("1d", 86_400_000), ("7", 7),
    ])
    func timesAreRead(_ text: String, _ milliseconds: Int) { #expect(EvidenceMoment.duration(text) == milliseconds) }

    @Test(arguments: ["", "s", "1.5s", "-1s", "1 s", "1w", "999999999999d"])
    func timesAreRefused(_ text: String) { #expect(EvidenceMoment.duration(text) == nil) }
}
