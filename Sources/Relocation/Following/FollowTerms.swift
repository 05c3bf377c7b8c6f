/// How a replica reaches the server it follows, and as whom.
public struct ReplicationWay: Sendable, Hashable {
    /// As the replica reaches it, which may differ from the way of this program.
    public var host: String
    /// 1...65535.
    public var port: Int
    /// The way is encrypted.
    public var isEncrypted: Bool
    public var account: DatabaseAccount
    let password: String

    public init(
        host: String, port: Int = 3306, isEncrypted: Bool = false, account: DatabaseAccount, password: String
    ) {
        self.host = host
        self.port = port
        self.isEncrypted = isEncrypted
        self.account = account
        self.password = password
    }

    public var place: String { "\(host):\(port)" }
}

/// One side of a move: its server, the file its settings are kept in, and how the other side reaches it to follow it.
public struct DatabaseSide: Sendable {
    public var server: DatabaseServer
    public var settings: SettingsFile
    public var way: ReplicationWay
    /// The GTID domain it writes in: nil where it keeps its own.
    public var domain: UInt32?

    public init(server: DatabaseServer, settings: SettingsFile, way: ReplicationWay, domain: UInt32? = nil) {
        self.server = server
        self.settings = settings
        self.way = way
        self.domain = domain
    }

    public var name: String { server.name }
}
