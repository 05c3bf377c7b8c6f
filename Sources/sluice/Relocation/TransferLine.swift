import Foundation
import Relocation

/// Progress on one line of a terminal; nothing elsewhere.
struct TransferLine: Sendable {
    private let name: String
    private let isShown = isatty(STDERR_FILENO) == 1

    init(_ name: String) { self.name = name }

    func show(_ progress: Relocation.Progress) {
        guard isShown else { return }
        var text = "\(name): \(progress.phase) \(progress.done)"
        if let total = progress.total { text += " of \(total)" }
        text += " \(progress.unit.rawValue), \(Int(progress.rate))/s"
        if let left = progress.timeLeft {
            text += ", " + left.formatted(.units(allowed: [.hours, .minutes, .seconds], width: .narrow)) + " left"
        }
        FileHandle.standardError.write(Data("\r\(text)\u{1B}[K".utf8))
    }

    func show(_ words: String) {
        if isShown { FileHandle.standardError.write(Data("\r\(name): \(words)\u{1B}[K".utf8)) }
    }

    func end() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
