import AccessLogs
import Fixtures
import Testing

/// The edge's counter is the only witness of lost lines.
@Suite struct SequenceWatchTests {
    private func findings(_ numbers: [Int], process: UInt32 = 7) -> (missing: Int, unknown: Int) {
        var watch = SequenceWatch()
        var (missing, unknown) = (0, 0)
        for number in numbers {
            switch watch.see(process: process, sequence: UInt64(number)) {
            case .inOrder: break
            case .missing(let count): missing += count
            case .unknown: unknown += 1
            }
        }
        return (missing, unknown)
    }

    @Test(arguments: [0, 1, 4_000_000_000])
    func linesInOrderAreWhole(_ first: Int) { #expect(findings(Array(first..<first + 10_000)) == (0, 0)) }

    @Test func swappedNeighboursAreNoHole() {
        var dice = Dice(seed: 1)
        for _ in 0..<50 {
            var numbers = Array(100..<2_100)
            for i in stride(from: 1, to: numbers.count - 10, by: 10) where dice.chance(0.5) {
                numbers.swapAt(i, i + 1 + dice.below(8))
            }
            #expect(findings(numbers) == (0, 0))
        }
    }

    @Test func aLostLineIsMissedOnceTheWindowHasPassed() {
        var watch = SequenceWatch()
        _ = watch.see(process: 7, sequence: 1)
        for number in 3..<UInt64(2 + SequenceWatch.window) {
            #expect(watch.see(process: 7, sequence: number) == .inOrder)
        }
        #expect(watch.see(process: 7, sequence: UInt64(2 + SequenceWatch.window)) == .missing(1))
    }

    @Test func lossesAreCountedExactly() {
        for seed in 0..<200 {
            var dice = Dice(seed: seed)
            let share = dice.pick([0.001, 0.01, 0.2, 0.7])
            var numbers = Array(5..<3_005).filter { _ in !dice.chance(share) }
            // A whole stretch as well, longer than the window.
            if dice.chance(0.5) { numbers.removeAll { 1_000..<1_000 + 300 ~= $0 } }
            for i in stride(from: 0, to: numbers.count - 2, by: 2) where dice.chance(0.3) { numbers.swapAt(i, i + 1) }
            numbers += Array(3_005..<3_205)
            // Of what the edge sent before the first line nothing is known: an earlier reader may have it.
            let sent = numbers[0]..<3_205
            #expect(findings(numbers) == (sent.count - Set(numbers).intersection(sent).count, 0), "seed \(seed)")
        }
    }

    @Test func aNumberThatTwoThreadsSharePaysForTheSkippedOne() {
        for seed in 0..<100 {
            var dice = Dice(seed: seed)
            var numbers = Array(1...2_000)
            for i in stride(from: 10, to: 1_900, by: 5) where dice.chance(0.3) { numbers[i + 1] = numbers[i] }
            #expect(findings(numbers) == (0, 0))
        }
    }

    @Test func aSharedNumberDoesNotHideARealLoss() {
        var numbers = Array(1...2_000)
        for i in [100, 400, 900] { numbers[i + 1] = numbers[i] }
        numbers.removeAll { [150, 151, 1_500].contains($0) }
        #expect(findings(numbers) == (3, 0))
    }

    @Test func neighboursSwappedAtTheVeryStartDoNotHideALoss() {
        #expect(findings([11, 10, 12, 13] + Array(15..<200)) == (1, 0))
    }

    @Test func anotherProcessIsAHoleOfUnknownSize() {
        var watch = SequenceWatch()
        for number in 1...50 { _ = watch.see(process: 7, sequence: UInt64(number)) }
        #expect(watch.see(process: 8, sequence: 51) == .unknown)
        #expect(watch.see(process: 8, sequence: 52) == .inOrder)
    }

    @Test func aCounterThatWentBackIsAHoleOfUnknownSize() {
        var watch = SequenceWatch()
        for number in 5_000...5_050 { _ = watch.see(process: 7, sequence: UInt64(number)) }
        #expect(watch.see(process: 7, sequence: 0) == .unknown)
        #expect(watch.see(process: 7, sequence: 1) == .inOrder)
    }

    @Test func aJumpThatNoCounterOf32BitsCanMakeIsUnknown() {
        var watch = SequenceWatch()
        _ = watch.see(process: 7, sequence: 1)
        #expect(watch.see(process: 7, sequence: 999_999_999_999_999_999) == .unknown)
    }

    @Test func anyNumbersInAnyOrderAreSurvived() {
        var dice = Dice(seed: 4)
        var watch = SequenceWatch()
        for _ in 0..<20_000 {
            let sequence = dice.pick([dice.next() >> 5, UInt64(dice.below(200)), 999_999_999_999_999_999])
            _ = watch.see(process: UInt32(dice.below(2)), sequence: sequence)
        }
    }
}
