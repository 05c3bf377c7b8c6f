import Glibc

/// Whether something listens.
enum Reach {
    /// Tries one TCP connection, for at most two seconds.
    static func answers(_ host: String, _ port: Int) -> Bool {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let found else { return false }
        defer { freeaddrinfo(found) }
        let socket = socket(found.pointee.ai_family, found.pointee.ai_socktype, 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        return connect(socket, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0
    }
}
