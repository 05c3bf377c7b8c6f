/// 64 bits of any bytes: eight at a time, each multiplied to twice its width and folded.
@inline(__always)
func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var value = fold(seed ^ 0x9E37_79B9_7F4A_7C15, UInt64(truncatingIfNeeded: bytes.count) ^ 0xD6E8_FEB8_6659_FD93)
    guard let base = bytes.baseAddress else { return value }
    var at = 0
    while bytes.count - at >= 8 {
        value = fold(value ^ base.loadUnaligned(fromByteOffset: at, as: UInt64.self), 0xA076_1D64_78BD_642F)
        at += 8
    }
    var rest: UInt64 = 0
    while at < bytes.count {
        rest = rest << 8 | UInt64(base.load(fromByteOffset: at, as: UInt8.self))
        at += 1
    }
    return fold(value ^ rest, 0xE703_7ED1_A0B4_28DB)
}

@inline(__always)
private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (high, low) = a.multipliedFullWidth(by: b)
    return high ^ low
}
