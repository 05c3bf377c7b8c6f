/// Small numbers for the few texts that recur in a log (segments, variants), bounded: further ones are pooled.
struct Interner {
    private let limit: Int
    private(set) var names: [String] = []
    private var bytes: [[UInt8]] = []

    /// What texts beyond the limit are called.
    static let pooled = "other"

    init(limit: Int) { self.limit = limit }

    mutating func id(_ text: UnsafeRawBufferPointer) -> UInt16 {
        for (i, known) in bytes.enumerated() where known.count == text.count && known.elementsEqual(text) {
            return UInt16(i)
        }
        guard names.count < limit else { return UInt16(limit) }
        bytes.append(Array(text))
        names.append(String(decoding: text, as: UTF8.self))
        return UInt16(names.count - 1)
    }

    func name(_ id: UInt16) -> String { Int(id) < names.count ? names[Int(id)] : Self.pooled }
}
