import Glibc

/// Whether a port can be listened on, asked before a program is started that would only fail.
public enum PortProbe {
    /// - Throws: ``TrafficError/portInUse(address:)``
    public static func checkFree(_ addresses: [EdgeAddress]) throws(TrafficError) {
        for address in addresses where isTaken(address) { throw .portInUse(address: address.description) }
    }

    /// A port nobody listens on at this moment.
    public static func free() -> Int {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        defer { close(made) }
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(made, $0, size)
                _ = getsockname(made, $0, &size)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func isTaken(_ address: EdgeAddress) -> Bool {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        guard made >= 0 else { return false }
        defer { close(made) }
        // As HAProxy binds: connections lingering from a former listener do not count.
        var yes: Int32 = 1
        setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var wanted = loopback(port: UInt16(clamping: address.port))
        if let host = in_addr(dotted: address.host) { wanted.sin_addr = host }
        let bound = withUnsafePointer(to: &wanted) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(made, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if bound != 0 { return errno == EADDRINUSE }
        // Two sockets may be bound alike where both allow it; only one of them may listen.
        return listen(made, 1) != 0 && errno == EADDRINUSE
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
        return address
    }
}

extension in_addr {
    fileprivate init?(dotted text: String) {
        if text == "*" || text == "" {
            self.init(s_addr: 0)
            return
        }
        self.init()
        guard inet_pton(AF_INET, text, &self) == 1 else { return nil }
    }
}
