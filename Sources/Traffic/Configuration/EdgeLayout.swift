/// Where one edge keeps its files.
public struct EdgeLayout: Sendable, Hashable, Codable {
    /// Absolute path of the folder that holds everything below.
    public var root: String

    /// - Parameter root: absolute path; letters, digits and `/ . _ - +` only, since HAProxy's own quoting is not
    ///   trusted with more, and short enough for a unix socket.
    public init(root: String) { self.root = root.hasSuffix("/") ? String(root.dropLast()) : root }

    public var configuration: String { root + "/haproxy.cfg" }
    public var holdScript: String { root + "/hold.lua" }
    public var maps: String { root + "/maps" }
    /// The only map that changes while the edge runs: pointer, lease and policies.
    public var policyMap: String { maps + "/policy.map" }
    public var run: String { root + "/run" }
    public var socket: String { run + "/admin.sock" }
    public var processFile: String { run + "/haproxy.pid" }
    public var output: String { run + "/haproxy.log" }

    /// - Throws: ``TrafficError/topologyInvalid(part:found:expected:)``
    public func check() throws(TrafficError) {
        let plain = root.utf8.allSatisfy { byte in
            (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
                || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
                || "/._-+".utf8.contains(byte)
        }
        guard root.hasPrefix("/"), plain else {
            throw .topologyInvalid(
                part: "layout", found: "folder `\(root)`", expected: "an absolute path of letters, digits, `/._-+`")
        }
        guard socket.utf8.count <= 100 else {
            throw .topologyInvalid(
                part: "layout", found: "socket path of \(socket.utf8.count) bytes",
                expected: "at most 100 bytes: choose a shorter folder")
        }
    }
}
