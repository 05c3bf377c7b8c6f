/// Hashes that never change between runs, unlike `Hasher`.
public enum StableHash {
    /// FNV-1a over UTF-8, finished with `mix` so that the low bits are as good as the high ones.
    public static func of(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return mix(hash)
    }

    /// The finaliser of SplitMix64: every input bit reaches every output bit.
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Lower-case hexadecimal digits, sixteen of them.
    static func hex(_ value: UInt64) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 16) { bytes in
            for place in 0..<16 {
                bytes[place] = digits[Int((value >> UInt64(60 - 4 * place)) & 0xF)]
            }
            return 16
        }
    }

    /// A new random identifier of 128 bits as 32 hexadecimal digits.
    static func randomIdentifier() -> String {
        hex(UInt64.random(in: .min ... .max)) + hex(UInt64.random(in: .min ... .max))
    }
}
