import Observation
import Synchronization

/// Reads the signals of the stage that is open, each as often as the plan says, until another one opens.
///
/// A reading that began under one opening and ended under another belongs to neither: it carries its opening's number, so
/// that who takes it in can tell.
final class ReadingRounds: Sendable {
    /// One reading, under the opening in which it was made.
    struct Taken: Sendable {
        let opening: Int
        let reading: SignalReading
        let signal: String
    }

    private struct Opening {
        var stage: String?
        var number = 0
    }

    private let opening = Mutex(Opening())
    private let readers: [String: [any SignalReader]]

    /// - Parameter readers: by stage.
    init(_ readers: [String: [any SignalReader]]) { self.readers = readers }

    /// The number of the present opening.
    var number: Int { opening.withLock { $0.number } }

    /// Another step is open; nil where none is.
    func open(_ stage: String?) {
        opening.withLock { opening in
            opening.stage = stage
            opening.number += 1
        }
    }

    /// Reads until the task is cancelled.
    func run(_ take: @escaping @Sendable (Taken) -> Void) async {
        await withDiscardingTaskGroup { group in
            for (stage, all) in readers {
                for reader in all { group.addTask { await self.read(reader, in: stage, take) } }
            }
        }
    }

    private func read(_ reader: any SignalReader, in stage: String, _ take: @Sendable (Taken) -> Void) async {
        var (last, due) = (0, ContinuousClock.now)
        while !Task.isCancelled {
            let present = opening.withLock { $0.stage == stage ? $0.number : nil }
            if let present, present != last || due <= .now {
                if present != last { await reader.begin() }
                (last, due) = (present, .now + reader.every)
                let reading = await reader.read()
                guard !Task.isCancelled else { return }
                take(Taken(opening: present, reading: reading, signal: reader.signal))
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }
}
