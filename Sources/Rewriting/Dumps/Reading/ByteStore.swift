#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes that come in at the end and go out at the front.
final class ByteStore {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    func append(_ from: UnsafePointer<UInt8>, _ size: Int) {
        guard size > 0 else { return }
        if count + size > capacity {
            capacity = max(capacity * 2, count + size)
            let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            memcpy(grown, base, count)
            base.deallocate()
            base = grown
        }
        memcpy(base + count, from, size)
        count += size
    }

    func dropFirst(_ size: Int) {
        guard size > 0 else { return }
        count -= size
        if count > 0 { memmove(base, base + size, count) }
    }

    /// Gives memory back after an unusually long literal.
    func shrink(to size: Int) {
        guard capacity > size, count < size / 2 else { return }
        let small = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        memcpy(small, base, count)
        base.deallocate()
        base = small
        capacity = size
    }
}
