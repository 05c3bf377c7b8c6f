import Foundation

/// A log as the edge writes it, of shoppers with a fixed seed: about five requests each, 2,000 a second.
enum SyntheticLog {
    static let start = 1_795_000_000_000

    private static let steps = ["-", "cart", "checkout", "pay.card", "confirmation"]
    private static let paths = ["/cart", "/cart", "/checkout", "/checkout/pay/card", "/confirmation/O-1000017"]
    private static let segments = ["EU.mobile", "EU.desktop", "US.mobile", "APAC.desktop"]

    static func write(lines: Int, to file: URL) throws {
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        var buffer = [UInt8]()
        buffer.reserveCapacity(1 << 22)
        for number in 0..<lines {
            let visitor = UInt64(number / 5) &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D
            buffer += line(number: number, visitor: visitor, ms: start + number / 2)
            buffer.append(10)
            if buffer.count > 1 << 22 {
                try handle.write(contentsOf: buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try handle.write(contentsOf: buffer)
        try handle.close()
    }

    static func line(number: Int, visitor: UInt64, ms: Int) -> [UInt8] {
        let turn = number % 5
        let bucket = Int((visitor >> 17) % 10_000)
        let isNew = bucket < 2_500
        let hex = String(visitor, radix: 16, uppercase: true)
        let id = String(repeating: "0", count: 16 - hex.count) + hex
        let side = isNew ? "n" : "o"
        let server = isNew ? "be_new/n1" : "be_old/o1"
        return Array(
            "\(ms) \(number + 1) 4242-6B019496-\(number) checkout-eu \(segments[Int(visitor >> 40) & 3]) \(isNew ? "new" : "ctl") \(side) 1/d7 \(bucket) \(id) \(turn == 3 ? "POST" : "GET") 200 2126 0/0/0/1/3 -- desktop \(steps[turn]) \(server) \(paths[turn])"
                .utf8)
    }
}
