import Foundation
import PlanFuzzing
import Synchronization

/// Tries inputs one after the other in this process, until the time is over or one breaks something. A crash ends the
/// process; the number of the input is in the progress file by then.
struct Worker {
    /// What the exit code of a worker says.
    enum End: Int32 {
        case well = 0
        case hang = 3
        case broken = 4
        case memory = 5
    }

    let campaign: Campaign
    let progress: String

    /// Never returns.
    func run() throws -> Never {
        let corpus = Corpus(repository: campaign.repository)
        guard !corpus.seeds.isEmpty else {
            throw CampaignError.noPlans(campaign.repository)
        }
        guard let file = FileHandle(forWritingAtPath: progress) else { throw CampaignError.noProgress(progress) }
        Watchdog.start(limit: campaign.limit)
        let end = ContinuousClock.now + .seconds(campaign.seconds)
        var (number, taken) = (campaign.first, 0)
        var slowest = (seconds: 0.0, number: 0)
        while number == campaign.first || (ContinuousClock.now < end && !campaign.isSingle) {
            note(number, in: file)
            Watchdog.begin()
            let start = CPU.seconds
            let input = Input(number, seed: campaign.seed, from: corpus, size: campaign.size)
            do {
                if try Trial.run(input) { taken += 1 }
            } catch {
                print("input \(number) (\(input.name)): \(error)")
                exit(End.broken.rawValue)
            }
            let spent = CPU.seconds - start
            if spent > slowest.seconds { slowest = (spent, number) }
            if campaign.tells { print(line(input.name, spent)) }
            if Memory.peak > campaign.memory {
                print("input \(number) (\(input.name)): \(Memory.peak / 1_000_000) MB of memory")
                exit(End.memory.rawValue)
            }
            number += 1
        }
        let tried = number - campaign.first
        print(
            """
            seed \(campaign.seed): \(tried) plans tried, \(taken) taken, none broke the reader or a rule; slowest \
            \(Self.text(slowest.seconds)) s (input \(slowest.number)), peak memory \(Memory.peak / 1_000_000) MB
            """)
        exit(End.well.rawValue)
    }

    private func line(_ name: String, _ spent: Double) -> String {
        "\(Self.text(spent)) s, peak \(Memory.peak / 1_000_000) MB: \(name)"
    }

    private static func text(_ seconds: Double) -> String { String(format: "%.2f", seconds) }

    /// The number of the input under way, as eight bytes that are written over again and again.
    private func note(_ number: Int, in file: FileHandle) {
        withUnsafeBytes(of: Int64(number).littleEndian) { bytes in
            _ = pwrite(file.fileDescriptor, bytes.baseAddress, bytes.count, 0)
        }
    }
}

/// Ends the process when one input takes too long. Time is the processor's, so that a busy machine is no hang.
enum Watchdog {
    /// Milliseconds of processor time at which the input under way began.
    private static let began = Atomic<Int>(0)

    static func begin() { began.store(Int(CPU.seconds * 1000), ordering: .relaxed) }

    static func start(limit: Double) {
        let thread = Thread {
            while true {
                Thread.sleep(forTimeInterval: 0.05)
                let spent = CPU.seconds - Double(began.load(ordering: .relaxed)) / 1000
                if spent > limit { _exit(Worker.End.hang.rawValue) }
            }
        }
        thread.start()
    }
}

enum CPU {
    /// Seconds of processor time of this process.
    static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

enum Memory {
    /// The most bytes that this process had resident so far.
    static var peak: Int {
        var usage = rusage()
        #if os(Linux)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return Int(usage.ru_maxrss) * 1024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return Int(usage.ru_maxrss)
        #endif
    }
}
