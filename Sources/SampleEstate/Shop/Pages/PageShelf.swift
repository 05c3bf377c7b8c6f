import NIOCore
import Synchronization

/// Rendered pages that do not depend on the visitor, kept by address and setting.
final class PageShelf: Sendable {
    private struct Key: Hashable {
        var address: String
        var setting: PageSetting
    }

    private let pages = Mutex<[Key: ByteBuffer]>([:])
    /// More than every catalogue page in every setting; only searches without end could reach it.
    private let limit = 4_096

    /// The kept page, or the one `render` makes now.
    func page(_ address: String, _ setting: PageSetting, render: () -> ByteBuffer) -> ByteBuffer {
        let key = Key(address: address, setting: setting)
        if let kept = pages.withLock({ $0[key] }) { return kept }
        let made = render()
        pages.withLock { pages in
            if pages.count >= limit { pages.removeAll(keepingCapacity: true) }
            pages[key] = made
        }
        return made
    }
}
