import Glibc
import Traffic

extension EdgeRig {
    /// A runtime command given past the edge, as an operator in a hurry would.
    func byHand(_ command: String) async throws {
        let path = configuration.layout.socket
        try await onOwnThread {
            let handle = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(handle) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let made = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(handle, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            guard made == 0 else { throw ConnectionError.failed("connect", errno) }
            let line = command + "\n"
            _ = line.withCString { write(handle, $0, strlen($0)) }
            var buffer = [UInt8](repeating: 0, count: 4096)
            while read(handle, &buffer, buffer.count) > 0 {}
        }
    }
}

extension String {
    /// Writes the file in place, without any of the care the edge takes.
    func overwrite(_ path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw ConnectionError.failed("open", errno) }
        defer { close(file) }
        _ = withCString { Glibc.write(file, $0, strlen($0)) }
    }
}
