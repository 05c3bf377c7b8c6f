import Glibc

/// Ports nobody listens on.
public enum FreePort {
    /// A port that was free on 127.0.0.1 a moment ago; bind it soon.
    public static func pick() throws(SampleEstateError) -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw .noFreePort(code: errno) }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general -> Int32 in
                guard bind(descriptor, general, length) == 0 else { return errno }
                return getsockname(descriptor, general, &length) == 0 ? 0 : errno
            }
        }
        guard code == 0 else { throw .noFreePort(code: code) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
