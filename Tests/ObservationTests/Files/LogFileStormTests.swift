import Fixtures
import Foundation
import Observation
import Testing

/// Seeded storms of writing, rotating, reading and dying: every line exactly once, in the order of each file.
@Suite struct LogFileStormTests {
    @Test(arguments: 0..<60)
    func everyLineExactlyOnce(_ seed: Int) throws {
        var dice = Dice(seed: seed)
        let logs = try LogFolder()
        let copies = dice.chance(0.5)
        try logs.write("before 0\n")
        var file = try logs.file(chunk: dice.pick([16, 64, 4_096]))
        var written: [String] = []
        var read: [String] = []
        var unsent = ""
        for _ in 0..<120 {
            switch dice.below(10) {
            case 0...3:
                for _ in 0...dice.below(20) {
                    let line = "\(written.count) " + String(repeating: "x", count: dice.below(120))
                    written.append(line)
                    unsent += line + "\n"
                }
                // Cut anywhere: also in the middle of a line.
                let sent = String(unsent.prefix(dice.below(unsent.count + 1)))
                try logs.write(sent)
                unsent.removeFirst(sent.count)
            case 4...6: read += try file.lines(dice.pick([1, 5, .max]))
            case 7:
                // A writer lets go between two lines.
                try logs.write(unsent)
                unsent = ""
                if copies { try logs.copyAndEmpty() } else { try logs.rotate() }
                if dice.chance(0.5) { try logs.write("") }
            default:
                try file.save()
                if dice.chance(0.7) { file = try logs.file(chunk: dice.pick([16, 64, 4_096])) }
            }
        }
        try logs.write(unsent)
        read += try file.lines()
        #expect(file.takeGaps() == [], "seed \(seed)")
        // In order, too; but what was copied and emptied twice between two readings comes after what stands there now.
        let isOrdered = copies ? read.sorted { number($0) < number($1) } : read
        #expect(different(isOrdered, written) == nil, "seed \(seed), copies \(copies)")
    }

    private func number(_ line: String) -> Int { line.split(separator: " ").first.flatMap { Int($0) } ?? -1 }

    /// The first line that is not the one expected, and its number.
    private func different(_ read: [String], _ written: [String]) -> String? {
        for i in 0..<max(read.count, written.count) {
            let (found, expected) = (i < read.count ? read[i] : "nothing", i < written.count ? written[i] : "nothing")
            if found != expected {
                return "line \(i) of \(written.count): \(found.prefix(9)) for \(expected.prefix(9))"
            }
        }
        return nil
    }

    @Test func killedAtAnyPointAndResumedEveryLineIsReadOnce() throws {
        let logs = try LogFolder()
        let lines = (0..<40).map { "line \($0)" }
        try logs.write("before\n")
        try logs.file().save()
        try logs.write(lines.map { $0 + "\n" }.joined())
        var read: [String] = []
        for _ in 0..<40 {
            let file = try logs.file()
            read += try file.lines(1)
            try file.save()
            // What is read after the place was written down is read again by who comes next.
            _ = try file.lines(3)
        }
        #expect(read == lines)
    }

    /// A writer of its own process that is told to let go by a signal, as nginx is, or has its file emptied.
    @Test(arguments: [false, true])
    func aWriterInAnotherProcessLosesNothing(_ copies: Bool) throws {
        let logs = try LogFolder()
        try logs.write("")
        let file = try logs.file(chunk: 512)
        let script = """
            cd "$1"; exec 3>>access.log; trap 'exec 3>>access.log' USR1
            for i in $(seq 1 6000); do echo "line $i" >&3; done
            """
        let writer = Process()
        writer.executableURL = URL(filePath: "/bin/bash")
        writer.arguments = ["-c", script, "writer", logs.folder.path]
        try writer.run()
        var read: [String] = []
        var rotations = 0
        while writer.isRunning || rotations < 3 {
            read += try file.lines(40)
            if rotations < 8, writer.isRunning || rotations < 3 {
                if copies {
                    // Between copy and emptying a writer's lines are lost to everyone: it stands still meanwhile.
                    kill(writer.processIdentifier, SIGSTOP)
                    try logs.copyAndEmpty()
                    kill(writer.processIdentifier, SIGCONT)
                } else if writer.isRunning {
                    try logs.rotate()
                    kill(writer.processIdentifier, SIGUSR1)
                    while writer.isRunning, !FileManager.default.fileExists(atPath: logs.path) { usleep(200) }
                }
                rotations += 1
            }
            try file.save()
        }
        writer.waitUntilExit()
        read += try logs.file().lines()
        #expect(read.count == 6_000)
        #expect(Set(read) == Set((1...6_000).map { "line \($0)" }))
    }
}
