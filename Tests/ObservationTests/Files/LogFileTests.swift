import Fixtures
import Foundation
import Observation
import Testing

/// Every line once, whatever becomes of the file.
@Suite struct LogFileTests {
    @Test func onlyWholeLinesAreHandedOut() throws {
        let logs = try LogFolder()
        let file = try logs.file()
        #expect(try file.lines() == [])
        try logs.write("one\ntw")
        #expect(try file.lines() == ["one"])
        try logs.write("o\n\nthree\n")
        #expect(try file.lines() == ["two", "", "three"])
        #expect(try file.lines() == [])
        #expect(file.takeGaps() == [])
    }

    @Test func readingBeginsAtTheEndOfALogThatIsThere() throws {
        let logs = try LogFolder()
        try logs.write("old\n")
        let file = try logs.file()
        try logs.write("new\n")
        #expect(try file.lines() == ["new"])
    }

    @Test func aLineHalfWrittenWhenReadingBeganIsLeftOut() throws {
        let logs = try LogFolder()
        try logs.write("old\nha")
        let file = try logs.file()
        try file.save()
        try logs.write("lf\nnew\n")
        #expect(try file.lines() == ["new"])
        #expect(try logs.file().lines() == ["new"])
    }

    @Test func aLineIsTheSameUntilItIsConsumed() throws {
        let logs = try LogFolder()
        let file = try logs.file()
        try logs.write("one\ntwo\n")
        for _ in 0..<3 { #expect(try file.next().map { String(decoding: $0, as: UTF8.self) } == "one") }
        try file.save()
        #expect(try logs.file().lines() == ["one", "two"])
        file.consume()
        try file.save()
        #expect(try logs.file().lines() == ["two"])
    }

    @Test func aRenamedFileIsReadToItsEndAndOnWhileItsWriterHoldsIt() throws {
        let logs = try LogFolder()
        let file = try logs.file()
        try logs.write("one\ntwo\n")
        #expect(try file.lines(1) == ["one"])
        try logs.rotate()
        try logs.write("three\n", to: "access.log.1")
        #expect(try file.lines() == ["two", "three"])
        try logs.write("five\n")
        try logs.write("four\n", to: "access.log.1")
        #expect(try file.lines() == ["four", "five"])
        try logs.write("late\n", to: "access.log.1")
        #expect(try file.lines() == ["late"])
        #expect(file.takeGaps() == [])
    }

    @Test func aRotatedFileIsLetGoAfterItsGrace() throws {
        let logs = try LogFolder()
        let file = try logs.file(grace: .milliseconds(30))
        try logs.write("one\n")
        _ = try file.lines()
        try logs.rotate()
        try logs.write("two\n")
        #expect(try file.lines() == ["two"])
        Thread.sleep(forTimeInterval: 0.05)
        #expect(try file.lines() == [])
        try logs.rotate()
        try logs.write("three\n")
        #expect(try file.lines() == ["three"])
        #expect(file.takeGaps() == [])
    }

    @Test func filesRotatedInAndOutBetweenTwoReadingsAreRead() throws {
        let logs = try LogFolder()
        try logs.write("ancient\n")
        try logs.rotate()
        let file = try logs.file()
        for number in 1...4 {
            try logs.write("line \(number)\n")
            if number == 1 { #expect(try file.lines() == ["line 1"]) }
            try logs.rotate()
        }
        try logs.write("line 5\n")
        #expect(try file.lines() == ["line 2", "line 3", "line 4", "line 5"])
        #expect(file.takeGaps() == [])
    }

    @Test func aFileCopiedAndEmptiedIsGoneOnWithInItsCopy() throws {
        let logs = try LogFolder()
        let file = try logs.file()
        try logs.write("one\ntwo\n")
        #expect(try file.lines(1) == ["one"])
        try logs.copyAndEmpty()
        #expect(try file.lines() == ["two"])
        try logs.write("three\n")
        #expect(try file.lines() == ["three"])
        #expect(file.takeGaps() == [])
    }

    @Test func aFileEmptiedAndGrownPastOurPlaceIsNotTakenForTheOldOne() throws {
        let logs = try LogFolder()
        let file = try logs.file()
        try logs.write("one\ntwo\n")
        #expect(try file.lines() == ["one", "two"])
        try logs.write("three\n")
        try logs.copyAndEmpty()
        try logs.write("four is longer than all that stood there before\n")
        #expect(try file.lines() == ["three", "four is longer than all that stood there before"])
        #expect(file.takeGaps() == [])
    }

    @Test func aFileEmptiedWithoutACopyIsAGap() throws {
        let logs = try LogFolder()
        let file = try logs.file()
        try logs.write("one\ntwo\n")
        #expect(try file.lines(1) == ["one"])
        try logs.empty()
        try logs.write("three\n")
        // What was read in the same chunk is not lost.
        #expect(try file.lines() == ["two", "three"])
        let gaps = file.takeGaps()
        #expect(gaps.count == 1 && gaps[0].contains("no copy"))
        #expect(file.takeGaps() == [])
    }

    @Test func aFileCutOffBelowOurPlaceIsAGapAndNothingIsReadTwice() throws {
        let logs = try LogFolder()
        let text = (0..<300).map { "line \($0)\n" }.joined()
        let file = try logs.file()
        try logs.write(text)
        #expect(try file.lines().count == 300)
        try logs.empty(to: 2_000)
        #expect(try file.lines() == [])
        try logs.write("rest\nnew\n")
        #expect(try file.lines() == ["new"])
        #expect(file.takeGaps().count == 1)
    }

    @Test func aRotatedFileGoneBeforeItWasReadIsAGap() throws {
        let logs = try LogFolder()
        let file = try logs.file()
        try logs.write("one\ntwo\n")
        #expect(try file.lines(1) == ["one"])
        try file.save()
        try logs.rotate()
        try logs.remove("access.log.1")
        try logs.write("three\n")
        // Who still holds the file reads it; who comes later cannot.
        let later = try logs.file()
        #expect(try file.lines() == ["two", "three"] && file.takeGaps() == [])
        #expect(try later.lines() == ["three"])
        #expect(later.takeGaps().count == 1)
    }

    @Test func aFileCompressedBeforeItWasReadIsAGap() throws {
        let logs = try LogFolder()
        let file = try logs.file()
        try logs.write("one\n")
        #expect(try file.lines() == ["one"])
        try logs.rotate()
        Thread.sleep(forTimeInterval: 0.02)
        try logs.write("two\n", to: "access.log.2.gz")
        try logs.write("three\n")
        #expect(try file.lines() == ["three"])
        #expect(file.takeGaps().first?.contains("compressed") == true)
    }

    @Test func aLineTooLongIsPassedOverAndCounted() throws {
        let logs = try LogFolder()
        let file = try logs.file()
        try logs.write("one\n" + String(repeating: "x", count: 200_000) + "\ntwo\n")
        #expect(try file.lines() == ["one", "two"])
        #expect(file.overlong == 1)
        let long = String(repeating: "y", count: 30_000)
        try logs.write(long + "\n")
        #expect(try file.lines() == [long])
    }

    @Test func aPlaceSavedForSomethingElseIsNotGoneOnFrom() throws {
        let logs = try LogFolder()
        let file = try logs.file(1)
        try logs.write("one\n")
        try file.save()
        #expect(try logs.file(2).lines() == [])
        #expect(try logs.file(1).lines() == ["one"])
    }

    @Test func whatIsNoPlainFileIsATypedErrorAndDoesNotWait() throws {
        let logs = try LogFolder()
        #expect(mkfifo(logs.path, 0o600) == 0)
        #expect(throws: FileTrouble.self) { try logs.file() }
    }

    @Test func aPlaceThatSaysNothingIsATypedError() throws {
        let logs = try LogFolder()
        try logs.write("{", to: "place.json")
        #expect(throws: FileTrouble.self) { try logs.file() }
    }

    @Test(arguments: [
        ("access.log.1", false), ("access.log-20261121", false), ("access.log.2.gz", true),
        ("access-20261121.log", false), ("access.log-2026-11-21T10:00.zst", true),
    ])
    func rotatedNamesAreKnown(_ name: String, _ isCompressed: Bool) {
        #expect(RotatedFiles.form(name, of: "access.log") == isCompressed)
    }

    @Test(arguments: ["access.log", "access.log.bak", "access.log.new", "error.log.1", "access.log.gz", "access-x.log"])
    func otherNamesAreNot(_ name: String) { #expect(RotatedFiles.form(name, of: "access.log") == nil) }
}
