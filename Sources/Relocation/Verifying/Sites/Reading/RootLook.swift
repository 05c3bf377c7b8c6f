/// What lies in the folder of a network on a host, and how its `wp-config.php` sets it.
public struct RootLook: Sendable, Hashable {
    public var host: String
    public var root: String
    /// Constants by name as text, of those that are looked at; nil where only a PHP that is not there could tell.
    public var constants: [String: String]?
    /// Why constants are not known.
    public var trouble: String?
    /// SHA-256 of the values of wanted constants by name; never the values.
    public var digests: [String: String] = [:]
    /// Names of the eight salts that are set to something of their own.
    public var salts: Set<String> = []
    /// SHA-256 over all salts: whether two sides have the same.
    public var saltDigest: String?
    /// Files that WordPress loads whatever is active.
    public var mustUse: [String] = []
    /// Plugins that lie there, as `active_plugins` names them.
    public var plugins: Set<String> = []
    /// Files below `.well-known`.
    public var wellKnown: [String] = []
    /// Sizes of uploads that were asked for, by path below the root; what is not there is not in it.
    public var sizes: [String: Int] = [:]

    public init(host: String, root: String) { (self.host, self.root) = (host, root) }
}

extension RootLook {
    /// Constants whose values are shown.
    static let shown = [
        "WP_ENVIRONMENT_TYPE", "DISABLE_WP_CRON", "WP_HTTP_BLOCK_EXTERNAL", "WP_ACCESSIBLE_HOSTS", "MULTISITE",
        "SUBDOMAIN_INSTALL", "DOMAIN_CURRENT_SITE", "FORCE_SSL_ADMIN", "WP_CONTENT_DIR",
    ]

    /// Looks at a root; writes nothing but an empty folder that it takes away.
    ///
    /// - Parameters:
    ///   - domain: the main site's, for settings that depend on it.
    ///   - constants: whose digests are wanted.
    ///   - files: paths below the root whose sizes are wanted.
    public static func read(
        _ root: String, on host: Host, domain: String, constants: [String] = [], files: [String] = []
    ) async throws(RelocationError) -> RootLook {
        var look = RootLook(host: "\(host)", root: root)
        try await look.list(host)
        try await look.measure(files, host)
        try await look.ask(host, domain, constants)
        return look
    }

    private mutating func list(_ host: Host) async throws(RelocationError) {
        let script = #"""
            cd -- "$1" || exit 1
            find -L wp-content/mu-plugins -maxdepth 1 -name '*.php' -type f -printf 'm%f\0' 2>/dev/null
            find -L wp-content/plugins -mindepth 1 -maxdepth 2 -name '*.php' -type f -printf 'p%P\0' 2>/dev/null
            find -L .well-known -type f -printf 'w%p\0' 2>/dev/null
            true
            """#
        let reply = try await host.run(["sh", "-c", script, "sh", root], limit: 8 << 20)
        guard reply.status == 0 else {
            throw .unreadable(what: "the folder of the network", place: "\(host):\(root)", why: reply.lastWords)
        }
        for entry in reply.text.split(separator: "\0") {
            let name = String(entry.dropFirst())
            switch entry.first {
            case "m": mustUse.append(name)
            case "p": plugins.insert(name)
            default: wellKnown.append(name)
            }
        }
        mustUse.sort()
        wellKnown.sort()
    }

    private mutating func measure(_ files: [String], _ host: Host) async throws(RelocationError) {
        guard !files.isEmpty else { return }
        let script = #"cd -- "$1" && shift && stat -L -c '%s %n' -- "$@" 2>/dev/null; true"#
        let reply = try await host.run(["sh", "-c", script, "sh", root] + files)
        for line in reply.text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ", maxSplits: 1)
            if words.count == 2, let size = Int(words[0]) { sizes[String(words[1])] = size }
        }
    }

    /// `wp-config.php` is run with an empty `wp-settings.php` after it: it says what it defines, and WordPress does not
    /// start. Values of secrets never leave the host.
    private mutating func ask(
        _ host: Host, _ domain: String, _ wanted: [String]
    ) async throws(RelocationError) {
        let words = ["php", "-d", "display_errors=0", "-d", "log_errors=0", "-r", Self.script, "--"]
        let reply = try await host.run(
            words + [root, domain, Self.shown.joined(separator: ","), wanted.joined(separator: ",")]
                + [WordPressConfigText.salts.joined(separator: ",")])
        guard reply.status == 0 else {
            trouble =
                reply.isToolMissing
                ? "there is no `php` on \(host)" : "`php` with this wp-config.php ended with \(reply.status) on \(host)"
            return
        }
        var found: [String: String] = [:]
        let fields = reply.text.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        for at in stride(from: 0, to: fields.count - 2, by: 3) {
            switch fields[at] {
            case "c": found[fields[at + 1]] = fields[at + 2]
            case "d": digests[fields[at + 1]] = fields[at + 2]
            case "s": salts.insert(fields[at + 1])
            case "a": saltDigest = fields[at + 2]
            default: break
            }
        }
        constants = found
    }

    private static let script = #"""
        [, $root, $domain, $shown, $wanted, $salts] = $argv;
        $empty = sys_get_temp_dir() . '/sluice-' . bin2hex(random_bytes(8));
        mkdir($empty, 0700) && touch("$empty/wp-settings.php") || exit(3);
        define('ABSPATH', "$empty/");
        $_SERVER = ['HTTP_HOST' => $domain, 'SERVER_NAME' => $domain, 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET',
            'SERVER_PROTOCOL' => 'HTTP/1.1', 'REMOTE_ADDR' => '127.0.0.1', 'SCRIPT_NAME' => '/index.php'] + $_SERVER;
        register_shutdown_function(function () use ($empty) { @unlink("$empty/wp-settings.php"); @rmdir($empty); });
        ob_start();
        require "$root/wp-config.php";
        ob_end_clean();
        $text = fn ($value) => is_bool($value) ? ($value ? 'true' : 'false')
            : (is_scalar($value) ? (string) $value : json_encode($value));
        foreach (array_filter(explode(',', $shown)) as $name) {
            if (defined($name)) { echo "c\0$name\0", $text(constant($name)), "\0"; }
        }
        foreach (array_filter(explode(',', $wanted)) as $name) {
            if (defined($name)) { echo "d\0$name\0", hash('sha256', $text(constant($name))), "\0"; }
        }
        $all = '';
        foreach (explode(',', $salts) as $name) {
            $value = defined($name) ? $text(constant($name)) : '';
            if (strlen($value) >= 16 && $value !== 'put your unique phrase here') { echo "s\0$name\0\0"; }
            $all .= "$name=$value\n";
        }
        echo "a\0\0", hash('sha256', $all), "\0";
        """#
}
