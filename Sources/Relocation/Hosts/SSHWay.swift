import Foundation

/// How a host is reached with the OpenSSH client. Never asks anything: what is not settled by a key is refused.
public struct SSHWay: Sendable, Hashable {
    public var user: String
    public var host: String
    /// 1...65535.
    public var port: Int
    /// A private key's file; nil leaves it to the agent and the client's own choice.
    public var identity: String?
    /// A file with the keys of known hosts; nil is the account's own. A key that is not in it is refused.
    public var knownHosts: String?
    /// Seconds to wait for the connection to stand.
    public var patience: Int

    public init(
        user: String, host: String, port: Int = 22, identity: String? = nil, knownHosts: String? = nil,
        patience: Int = 10
    ) {
        self.user = user
        self.host = host
        self.port = port
        self.identity = identity
        self.knownHosts = knownHosts
        self.patience = patience
    }

    /// `user@host:port`.
    public var name: String { "\(user)@\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// `ssh` and its options, without the host: what `rsync -e` wants too. A connection serves all commands to a host and
    /// stays for half a minute after the last one.
    func client() throws(RelocationError) -> [String] {
        guard (1...65535).contains(port) else {
            throw .unusable(what: "the port of \(host)", found: "\(port)", expected: "1 to 65535")
        }
        for (what, text) in [("the user", user), ("the host", host)] where text.isEmpty || text.hasPrefix("-") {
            throw .unusable(what: "\(what) of an SSH address", found: "'\(text)'", expected: "a name")
        }
        var words = [
            "ssh", "-T", "-p", "\(port)", "-l", user, "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
            "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=\(patience)", "-o", "ServerAliveInterval=5",
            "-o", "ServerAliveCountMax=3", "-o", "ForwardAgent=no", "-o", "ForwardX11=no", "-o", "RequestTTY=no",
            "-o", "ControlMaster=auto", "-o", "ControlPersist=30",
            "-o", "ControlPath=\(try ShortFolder.path())/\(stamp)-%C",
        ]
        if let identity { words += ["-i", identity, "-o", "IdentitiesOnly=yes"] }
        if let knownHosts {
            words += ["-o", "UserKnownHostsFile=\(knownHosts)", "-o", "GlobalKnownHostsFile=/dev/null"]
        }
        return words
    }

    /// Two ways to one account with different keys must not share a connection: FNV-1a over the two files' paths.
    private var stamp: String {
        let text = "\(identity ?? "")\u{0}\(knownHosts ?? "")"
        let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return String(hash, radix: 36)
    }
}

/// Where sockets lie: a folder of this account alone, with a short path, as a socket's path
/// has room for 107 bytes.
enum ShortFolder {
    static func path() throws(RelocationError) -> String {
        let path = "/tmp/sluice-\(geteuid())"
        mkdir(path, 0o700)
        var found = stat()
        guard lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFDIR, found.st_uid == geteuid(),
            found.st_mode & 0o077 == 0
        else {
            throw .unusable(
                what: "the folder \(path)", found: "somebody else's, or open to others",
                expected: "a folder of this account with mode 700; remove it")
        }
        return path
    }
}
