/// What a host carries, as it was read; nothing in it is a secret. Times are RFC 3339 or as the tool tells them.
public struct HostInventory: Sendable, Hashable, Codable {
    public struct Mount: Sendable, Hashable, Codable {
        public var device: String
        public var type: String
        public var path: String
        /// Bytes.
        public var size: Int
        public var used: Int
    }

    /// A folder that was named as one to be moved or given up, and the file system it lies on.
    public struct Volume: Sendable, Hashable, Codable {
        public var path: String
        /// Of its files, links not followed.
        public var bytes: Int
        public var mount: String
        /// Of the whole file system.
        public var size: Int
        public var free: Int

        public init(path: String, bytes: Int, mount: String, size: Int, free: Int) {
            self.path = path
            self.bytes = bytes
            self.mount = mount
            self.size = size
            self.free = free
        }
    }

    /// A program that a store is served, kept or moved with.
    public struct Program: Sendable, Hashable, Codable {
        public var name: String
        /// As it tells it.
        public var version: String
    }

    /// What a file sets for PHP's web side: a pool of PHP-FPM, its `php.ini`, a `.user.ini`.
    public struct PHPFile: Sendable, Hashable, Codable {
        public var file: String
        /// Of the pool; empty for a file without pools.
        public var pool: String
        public var settings: [String: String]
    }

    public struct VirtualHost: Sendable, Hashable, Codable {
        /// `nginx` or `apache`.
        public var server: String
        public var names: [String]
        public var listens: [String]
        public var root: String?
        public var certificate: String?
        public var redirects: [Redirect]
    }

    public struct Redirect: Sendable, Hashable, Codable {
        /// A path or pattern as the server's configuration has it; empty is all.
        public var from: String
        public var to: String
        public var status: Int
    }

    public struct Certificate: Sendable, Hashable, Codable {
        public var file: String
        public var subject: String
        public var issuer: String
        public var names: [String]
        /// As `openssl` tells it, such as `Nov 22 01:12:45 2026 GMT`.
        public var expires: String
    }

    public struct Job: Sendable, Hashable, Codable {
        /// `crontab of root`, `/etc/cron.d/php` or `systemd`.
        public var from: String
        public var schedule: String
        public var command: String

        public init(from: String, schedule: String, command: String) {
            self.from = from
            self.schedule = schedule
            self.command = command
        }
    }

    public struct Listener: Sendable, Hashable, Codable {
        public var address: String
        public var port: Int
        /// Empty where it may not be seen.
        public var program: String
    }

    /// A connection that this host has made to another.
    public struct Outgoing: Sendable, Hashable, Codable {
        public var address: String
        public var port: Int
        public var program: String

        public init(address: String, port: Int, program: String) {
            (self.address, self.port, self.program) = (address, port, program)
        }
    }

    /// Something that ought to be here and could not be read.
    public struct Unseen: Sendable, Hashable, Codable {
        public var what: String
        public var why: String

        public init(what: String, why: String) {
            self.what = what
            self.why = why
        }
    }

    public var host: String
    public var name = ""
    public var system = ""
    public var mounts: [Mount] = []
    public var volumes: [Volume] = []
    public var programs: [Program] = []
    public var virtualHosts: [VirtualHost] = []
    /// Version and settings by name, as PHP's command line has them; the web's may differ.
    public var php: [String: String] = [:]
    /// What the web's PHP is set to, file by file.
    public var webPHP: [PHPFile] = []
    public var wordPress: [WordPressInventory] = []
    public var certificates: [Certificate] = []
    public var jobs: [Job] = []
    public var listeners: [Listener] = []
    public var outgoing: [Outgoing] = []
    /// Mail transfer agents found, and PHP's `sendmail_path`.
    public var mail: [String] = []
    /// Resolvers and names of `/etc/resolv.conf` and `/etc/hosts`.
    public var names: [String] = []
    public var unseen: [Unseen] = []

    public init(host: String) { self.host = host }
}

/// One WordPress installation.
public struct WordPressInventory: Sendable, Hashable, Codable {
    public struct Extension: Sendable, Hashable, Codable {
        /// `plugin`, `must-use`, `theme` or `drop-in`.
        public var kind: String
        /// Folder or file below its parent.
        public var slug: String
        public var name: String
        public var version: String
    }

    public struct Link: Sendable, Hashable, Codable {
        public var path: String
        public var target: String
    }

    public var root: String
    /// Constants of `wp-config.php` by name, without passwords, keys and salts.
    public var constants: [String: String] = [:]
    /// Names of the salts that are set. Both sides need the same, or every cart and login is lost.
    public var salts: [String] = []
    public var tablePrefix = "wp_"
    public var version = ""
    public var extensions: [Extension] = []
    /// Folders of uploads with their size in bytes.
    public var uploads: [String: Int] = [:]
    public var links: [Link] = []
    /// Hidden files and folders beside the pages, such as `.well-known`: what a copy of the pages forgets.
    public var hidden: [String] = []
    /// Constants whose value is an absolute path.
    public var absolutePaths: [String] = []

    public init(root: String) { self.root = root }

    public var isNetwork: Bool { constants["MULTISITE"] == "true" }
    public var isSubdomains: Bool { constants["SUBDOMAIN_INSTALL"] == "true" }
    public var hasObjectCache: Bool { extensions.contains { $0.kind == "drop-in" && $0.slug == "object-cache.php" } }
}
