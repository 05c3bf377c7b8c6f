import AccessLogs
public import Foundation
import Gating

/// A recorded edge log as evidence: the run's clock is the log's, and goes as fast as the file is read.
///
/// Visitors are assigned anew by their buckets, so one recording serves any plan over the same units.
public actor ReplaySource: EvidenceSource {
    private let bytes: Data
    private let tick: Int
    private let pace: Duration
    private let intake: LineIntake
    private var offset = 0
    private var clock: Int

    /// - Parameters:
    ///   - file: one line per request, in the edge's format.
    ///   - after: lines up to this time (ms since 1970) are skipped: a run that goes on where it stood.
    ///   - tick: ms of log time between two looks.
    ///   - pace: wall time to wait at each look, so that commands can arrive; zero by default.
    /// - Throws: what reading the file throws.
    public init(file: URL, after: Int = 0, tick: Int = 1_000, pace: Duration = .zero, salesStep: String = "") throws {
        bytes = try Data(contentsOf: file, options: .alwaysMapped)
        self.tick = tick
        self.pace = pace
        intake = LineIntake(salesStep: salesStep, capacity: 200_000, isReplay: true)
        var start = after
        while let (line, next) = Self.line(bytes, at: offset) {
            let end = Self.endMs(bytes, line) ?? 0
            if after == 0 { start = end }
            if end > after { break }
            offset = next
        }
        clock = start
    }

    public func open(_ window: StepWindow) { intake.open(window) }

    public func close() { intake.open(nil) }

    public func now() -> Int { clock }

    public func next() async -> Look? {
        guard offset < bytes.count else { return nil }
        if pace > .zero { try? await Task.sleep(for: pace) }
        let end = clock + tick
        while let (line, next) = Self.line(bytes, at: offset), (Self.endMs(bytes, line) ?? 0) <= end {
            bytes.withUnsafeBytes { all in _ = intake.add(UnsafeRawBufferPointer(rebasing: all[line])) }
            offset = next
        }
        clock = end
        let counted = intake.drain(until: end)
        return Look(at: end, batch: counted.batch, blindness: counted.trouble, isUrgent: false)
    }

    private static func line(_ bytes: Data, at offset: Int) -> (Range<Int>, Int)? {
        guard offset < bytes.count else { return nil }
        let end = bytes[offset...].firstIndex(of: 10) ?? bytes.count
        return (offset..<end, min(end + 1, bytes.count))
    }

    private static func endMs(_ bytes: Data, _ line: Range<Int>) -> Int? {
        var value = 0
        for byte in bytes[line] {
            guard 48...57 ~= byte, value < 1 << 52 else { return byte == 32 ? value : nil }
            value = value * 10 + Int(byte - 48)
        }
        return nil
    }
}
