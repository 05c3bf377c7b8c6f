import Foundation
import Synchronization

/// Whether somebody asked to stop with an interrupt or a termination; the first asks, the second ends the program.
enum Interruption {
    private static let asked = Atomic<Int>(0)

    static var isAsked: Bool { asked.load(ordering: .relaxed) > 0 }

    static func listen() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                if Interruption.asked.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
            }
        }
    }
}
