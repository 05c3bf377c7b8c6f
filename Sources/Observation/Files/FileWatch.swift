import AccessLogs
import Dispatch
public import Foundation
public import Gating

/// Evidence from the access logs that the two sides write themselves.
///
/// A unit is a visitor's first session since the step opened: the named visitor where the format has one, else client
/// address and user agent. Its cohort is the side in whose log it was first seen: a side's file shows who was *served*
/// there, not who was assigned there, so a new side that falls back to the old one looks better here than at the edge;
/// that is the edge's log to judge. Bots are left out, and so is what is no request.
///
/// Logs must be written as requests end: a writer that keeps lines back for longer than half a minute looks like one whose
/// clock is behind.
///
/// Segments know the device (from the user agent) and the variant, not the region. After each look the place in both
/// logs is written down: who comes next under the same step reads no line twice. What a look counted and nobody
/// journalled before a crash is lost to both sides alike.
public actor FileWatch {
    /// Blocking reads have a thread of their own while they last.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let executor = ReadingExecutor(label: "sluice.files")
    private let files: FileSignals
    private let folder: URL
    private let patience: Int
    private let capacity: Int
    private let most: Int
    private let steps: StepPaths
    private let seed = UInt64.random(in: .min ... .max)
    private var openedAt: Int?
    private var sides: [SideLog] = []
    private var assembler: SessionAssembler?
    private var controls: [String: LatencySketch] = [:]

    /// - Parameters:
    ///   - offsets: a folder for the places reached; made where it is missing.
    ///   - patience: ms without a line of a side after which its sight counts as lost. A quiet side needs more.
    ///   - capacity: sessions kept at most.
    ///   - most: lines read in one look at most; a backlog takes several looks, and is blind until it is read.
    /// - Throws: where both sides name one file, or the folder cannot be made.
    public init(
        _ files: FileSignals, offsets: URL, patience: Int = 300_000, capacity: Int = 1_000_000, most: Int = 2_000_000
    ) throws(FileTrouble) {
        guard files.old.path != files.new.path else { throw .sameFile(files.old.path) }
        do {
            try FileManager.default.createDirectory(at: offsets, withIntermediateDirectories: true)
        } catch {
            throw .offsetsUnwritable(offsets.path(percentEncoded: false), "\(error)")
        }
        self.files = files
        folder = offsets
        self.patience = patience
        self.capacity = capacity
        self.most = most
        steps = StepPaths(files.steps)
    }

    /// Forgets what was seen and looks for the signals of a step.
    /// - Parameter openedAt: in ms since 1970. A log whose place was written down under the same time is gone on with
    ///   there; else reading begins at its end.
    public func open(openedAt: Int) {
        close()
        self.openedAt = openedAt
        let window = StepWindow(
            decision: "", unit: "", exposure: 0, openedAt: openedAt, signals: files.signals, newBelow: 0, controlFrom: 0
        )
        assembler = SessionAssembler(window, capacity: capacity, controls: controls)
        _ = openSides()
    }

    /// Stops judging sessions. What the control took is kept as the measure of the next step's first units.
    public func close() {
        if let ended = assembler?.controls { controls.merge(ended) { $1 } }
        assembler = nil
        openedAt = nil
        sides = []
    }

    /// Reads what both logs have got and counts the units whose milestones passed by `now`, in ms since 1970.
    /// - Returns: evidence by signal; lines read; lines known to be missing, a gap of unknown size as one; and why nothing
    ///   may be concluded, nil where the evidence is whole.
    public func look(
        until now: Int
    ) async -> (signals: [String: SignalEvidence], lines: Int, missing: Int, trouble: String?) {
        guard let openedAt else { return ([:], 0, 0, nil) }
        if let trouble = openSides() { return ([:], 0, 0, trouble) }
        for side in sides { side.begin(now: now) }
        var troubles: [String] = []
        var (isBehind, latest) = (false, Int64(openedAt))
        do {
            isBehind = try read(now: now, openedAt: openedAt, latest: &latest)
        } catch {
            troubles.append("\(error)")
        }
        let gaps = sides.flatMap { $0.takeGaps() }
        if isBehind { troubles.append("the logs have more lines than one look reads; they are being caught up with") }
        troubles = gaps + troubles + sides.compactMap { trouble(of: $0, now: now) }
        // Times may be whole seconds, and lines take a moment to be written: milestones are judged that much later.
        let until = isBehind ? min(now, Int(latest)) : now
        let batch = assembler?.drain(now: until - 1_250)
        for side in sides {
            side.caughtUpAt = isBehind ? nil : now
            do throws(FileTrouble) { try side.save() } catch { troubles.append("\(error)") }
        }
        return (batch?.signals ?? [:], sides.reduce(0) { $0 + $1.lines }, gaps.count, troubles.first)
    }
}

extension FileWatch {
    /// Opens the logs that are not open yet; says what is in the way.
    private func openSides() -> String? {
        guard let openedAt, sides.isEmpty else { return nil }
        do throws(FileTrouble) {
            sides = [
                try SideLog(
                    files.old, isNew: false, offsets: folder.appending(path: "old.json"), openedAt: openedAt, seed: seed
                ),
                try SideLog(
                    files.new, isNew: true, offsets: folder.appending(path: "new.json"), openedAt: openedAt, seed: seed),
            ]
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Takes the lines of both sides in the order of their times. True where there are more than one look reads.
    private func read(now: Int, openedAt: Int, latest: inout Int64) throws -> Bool {
        let (old, new) = (sides[0], sides[1])
        for _ in 0..<most {
            let (hasOld, hasNew) = (try old.look(), try new.look())
            guard hasOld || hasNew else { return false }
            let next: SideLog
            if let a = old.ahead, let b = new.ahead {
                next = a.line.endMs <= b.line.endMs ? old : new
            } else {
                next = hasOld ? old : new
            }
            if let ahead = next.ahead { take(ahead, of: next, now: now, openedAt: openedAt, latest: &latest) }
            next.consume()
        }
        return true
    }

    private func take(_ ahead: SideLog.Ahead, of side: SideLog, now: Int, openedAt: Int, latest: inout Int64) {
        let line = ahead.line
        // What came since the last look's end cannot be older than that look.
        let end = side.clock.see(line.endMs, earliest: side.caughtUpAt ?? .min, latest: now)
        side.lastSign = now
        latest = max(latest, end)
        guard end >= openedAt, line.isRequest, !line.isBot else { return }
        side.requests += 1
        if line.durationMs != nil { side.timed += 1 }
        guard let visitor = line.visitor else {
            side.nameless += 1
            return
        }
        let path = UnsafeRawBufferPointer(rebasing: ahead.bytes[line.path.start..<line.path.start + line.path.count])
        let (step, variant) = steps.step(of: path)
        assembler?.add(
            SessionLine(
                endMs: end, visitor: visitor, isNew: side.isNew, isFailure: line.isFailure, status: line.status,
                durationMs: line.durationMs, segment: line.isMobile ? Self.mobile : Self.desktop, step: step,
                variant: variant))
    }

    private static var mobile: UnsafeRawBufferPointer { fixed("-.mobile") }
    private static var desktop: UnsafeRawBufferPointer { fixed("-.desktop") }

    private static func fixed(_ text: StaticString) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// Why this side's lines tell nothing; nil where they do.
    private func trouble(of side: SideLog, now: Int) -> String? {
        if let clock = side.clock.take(of: "\(side.isNew ? "the new side" : "the old side")'s") { return clock }
        // A stranger's odd bytes make a line or two; more than one in a hundred is another format.
        if side.strange * 100 > side.lines, let fault = side.fault, let format = side.format {
            return "\(side.strange) of \(side.lines) lines in \(side.path) are not \(format.rawValue)'s; \(fault)"
        }
        if side.nameless * 100 > side.requests {
            return "\(side.nameless) of \(side.requests) requests in \(side.path) name neither client nor visitor; "
                + "log the client's address or a visitor cookie"
        }
        if side.requests > 0, side.timed == 0, let signal = files.signals.first(where: \.needsDurations) {
            return "\(side.path) says of no request how long it took, and signal `\(signal.id)` needs it"
        }
        if now - side.lastSign > patience { return "no line in \(side.path) for \((now - side.lastSign) / 1_000) s" }
        return nil
    }
}

extension ObservedSignal {
    fileprivate var needsDurations: Bool {
        switch rule {
        case .slow, .latency: true
        case .completion, .errors, .reach: false
        }
    }
}

/// A serial executor for an actor that waits for a disk, so that the cooperative pool does not.
private final class ReadingExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label, qos: .utility) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}
