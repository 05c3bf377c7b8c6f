import NIOCore
import Synchronization

/// The frames around the content of pages: header and footer are the same for all visitors of a region, so they are
/// rendered once.
final class PageFrames: Sendable {
    /// What stands before and behind the content.
    struct Frame: Sendable {
        let top: ByteBuffer
        let bottom: ByteBuffer

        /// - Parameter text: a rendered frame with `PageTemplates.contentMark` where the content belongs.
        init(_ text: String) {
            let parts = text.split(separator: PageTemplates.contentMark, maxSplits: 1)
            top = ByteBuffer(substring: parts.first ?? "")
            bottom = ByteBuffer(substring: parts.dropFirst().first ?? "")
        }
    }

    private struct Key: Hashable {
        var title: String
        var setting: PageSetting
    }

    private let frames = Mutex<[Key: Frame]>([:])

    /// The kept frame, or the one `make` makes now.
    func frame(_ title: String, _ setting: PageSetting, make: () -> Frame) -> Frame {
        let key = Key(title: title, setting: setting)
        if let kept = frames.withLock({ $0[key] }) { return kept }
        let made = make()
        frames.withLock { $0[key] = made }
        return made
    }
}
