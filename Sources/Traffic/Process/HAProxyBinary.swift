import Glibc

/// The installed program, found and known to be new enough.
public struct HAProxyBinary: Sendable, Hashable {
    public var path: String
    /// As it tells it, such as `2.6.12-1+deb12u4`.
    public var version: String

    /// Oldest release this adapter drives.
    public static let needed = "2.6"
    /// Folders searched after those of `PATH`, where systems put programs that daemons use.
    public static let usualFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin"]

    /// Looks through `PATH` and the usual folders.
    /// - Parameter folders: searched instead, in order.
    /// - Throws: ``TrafficError/haproxyMissing(searched:)``, ``TrafficError/haproxyTooOld(path:found:needed:)``
    public static func find(in folders: [String]? = nil) async throws(TrafficError) -> HAProxyBinary {
        let ofPath = getenv("PATH").map { String(cString: $0).split(separator: ":").map(String.init) } ?? []
        var searched: [String] = []
        for folder in folders ?? (ofPath + usualFolders) where !searched.contains(folder) {
            searched.append(folder)
            let path = folder + "/haproxy"
            if access(path, X_OK) == 0 { return try await HAProxyBinary(checking: path) }
        }
        throw .haproxyMissing(searched: searched)
    }

    /// - Throws: ``TrafficError/haproxyTooOld(path:found:needed:)``
    public init(checking path: String) async throws(TrafficError) {
        let told = try await ChildProcess.run(path, ["-v"], within: .seconds(5)).output
        let words = told.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let mark = words.firstIndex(of: "version"), mark + 1 < words.count else {
            throw .haproxyTooOld(path: path, found: "unknown", needed: Self.needed)
        }
        let version = words[mark + 1]
        guard Self.isEnough(version) else {
            throw .haproxyTooOld(path: path, found: version, needed: Self.needed)
        }
        self.path = path
        self.version = version
    }

    /// Whether a version is at least ``needed``.
    public static func isEnough(_ version: String) -> Bool {
        let numbers = version.split { $0 == "." || $0 == "-" }.prefix(2).map { Int($0) ?? 0 }
        guard numbers.count == 2 else { return false }
        return (numbers[0], numbers[1]) >= (2, 6)
    }
}
