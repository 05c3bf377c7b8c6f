import Glibc

/// Ports nobody listens on.
public enum FreePort {
    /// Below those that the kernel gives to outgoing connections, so that no shopper's connection takes one meanwhile.
    private static let range = 15_000...31_999

    /// One port; see ``pick(_:)``.
    public static func pick() throws(SampleEstateError) -> Int { try pick(1)[0] }

    /// Different ports, each free on 127.0.0.1 a moment ago; bind them soon.
    public static func pick(_ count: Int) throws(SampleEstateError) -> [Int] {
        // Each is held until the last is found.
        var held: [Int32] = []
        defer { for descriptor in held { close(descriptor) } }
        var ports: [Int] = []
        var code: Int32 = 0
        for _ in 0..<(200 * count) where ports.count < count {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else { throw .noFreePort(code: errno) }
            held.append(descriptor)
            let port = Int.random(in: range)
            code = bound(descriptor, to: port)
            if code == 0 { ports.append(port) }
        }
        guard ports.count == count else { throw .noFreePort(code: code) }
        return ports
    }

    /// 0, or the error's number.
    private static func bound(_ descriptor: Int32, to port: Int) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                bind(descriptor, general, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 ? 0 : errno
            }
        }
    }
}
