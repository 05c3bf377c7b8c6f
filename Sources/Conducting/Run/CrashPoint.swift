import Foundation
import Synchronization

/// Places at which the program can be made to die at once, as a power cut would, to show that it goes on rightly.
///
/// `SLUICE_CRASH_POINT=name` or `name:3` (the third time it is reached) ends the process with SIGKILL there. Nothing
/// else in the product reads it.
public enum CrashPoint: String, Sendable, CaseIterable {
    /// An event was decided on, nothing is written.
    case beforeJournal = "before-journal"
    /// Event and intents are durable, nothing is done.
    case afterJournal = "after-journal"
    /// The edge is about to be told.
    case beforeExpose = "before-expose"
    /// One of the edge's memory and its files holds the new exposure, the other does not yet.
    case halfExposed = "half-exposed"
    /// The edge holds the new exposure, its outcome is not written.
    case afterExpose = "after-expose"
    /// People were told, that is not written.
    case afterTell = "after-tell"
    /// A stage's work was carried out, that is not written.
    case afterWork = "after-work"
    /// The orders were compared, the result is not written.
    case afterCompare = "after-compare"
    /// The request for signatures stands, its outcome is not written.
    case afterAsk = "after-ask"
    /// A command was read, it is not journalled.
    case beforeCommand = "before-command"
    /// A command is journalled, it still lies in the inbox.
    case afterCommand = "after-command"
    /// A signature was verified, it is not journalled.
    case afterSignature = "after-signature"
    /// Evidence of a new step is about to be looked for.
    case beforeWindow = "before-window"
    /// A run on an old journal is about to perform what was left open.
    case beforeResume = "before-resume"
    /// The run has ended and nobody was told.
    case afterEnd = "after-end"

    private static let chosen: (name: String, count: Int)? = {
        guard let text = ProcessInfo.processInfo.environment["SLUICE_CRASH_POINT"] else { return nil }
        let parts = text.split(separator: ":")
        guard let name = parts.first else { return nil }
        return (String(name), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }()

    private static let reached = Mutex(0)

    /// Dies here, if this is the chosen place and time.
    public func pass() { Self.pass(rawValue) }

    /// The same at a place whose name is made of a phase: `before-promote`.
    static func pass(_ name: String) {
        guard let chosen, chosen.name == name else { return }
        let count = reached.withLock { count in
            count += 1
            return count
        }
        if count == chosen.count { kill(getpid(), SIGKILL) }
    }
}
