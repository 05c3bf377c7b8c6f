/// Reads a host: looks, and changes nothing. What it may not see, or has no tool for, it names.
public struct HostAssessment: Sendable {
    public let host: Host
    /// Folders under which WordPress and certificates are looked for, six folders deep.
    public let roots: [String]
    /// Configuration of web servers that do not run, or that this account may not ask: files of nginx.
    public let configurations: [String]

    public init(host: Host, roots: [String], configurations: [String] = []) {
        self.host = host
        self.roots = roots
        self.configurations = configurations
    }

    public func read() async throws(RelocationError) -> HostInventory {
        let notes = Notes(host: host)
        var inventory = HostInventory(host: "\(host)")
        // The first question must be answered: whether there is a host at all.
        inventory.name = try await host.run(["uname", "-n"]).succeeded().text.trimmed
        inventory.system = try await notes.text(
            "the system's release", ["sh", "-c", ". /etc/os-release && echo \"$PRETTY_NAME\""])
        let mounts = try await notes.text("volumes", ["df", "-PT", "-B1"], also: [1])
        inventory.mounts = SystemTexts.mounts(mounts)
        inventory.virtualHosts = try await virtualHosts(notes)
        inventory.php = try await php(notes)
        inventory.jobs = try await jobs(notes)
        try await sockets(notes, &inventory)
        inventory.mail = try await mail(notes, inventory.php)
        inventory.names = try await notes.text(
            "resolvers and names", ["sh", "-c", "cat /etc/resolv.conf /etc/hosts"], also: [1]
        ).split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        inventory.certificates = try await certificates(notes, inventory.virtualHosts)
        inventory.wordPress = try await WordPressReading(host: host, roots: roots, notes: notes).read()
        inventory.unseen = await notes.unseen
        return inventory
    }

    private func virtualHosts(_ notes: Notes) async throws(RelocationError) -> [HostInventory.VirtualHost] {
        var hosts: [HostInventory.VirtualHost] = []
        if try await notes.has("nginx") {
            hosts += NginxText.virtualHosts(try await notes.text("nginx's configuration", ["nginx", "-T", "-q"]))
        }
        if !configurations.isEmpty {
            let text = try await notes.text("the given configuration files", ["cat", "--"] + configurations, also: [1])
            hosts += NginxText.virtualHosts(text)
        }
        let script = """
            for folder in /etc/apache2/sites-enabled /etc/httpd/conf.d; do
                [ -d "$folder" ] && cat "$folder"/*.conf
            done
            true
            """
        let apache = try await notes.text("Apache's configuration", ["sh", "-c", script])
        return hosts + ApacheText.virtualHosts(apache)
    }

    private func php(_ notes: Notes) async throws(RelocationError) -> [String: String] {
        guard try await notes.has("php") else { return [:] }
        let names = [
            "memory_limit", "upload_max_filesize", "post_max_size", "max_execution_time", "max_input_vars",
            "date.timezone", "sendmail_path", "session.save_handler", "session.save_path", "opcache.enable",
            "disable_functions", "open_basedir", "default_charset", "mbstring.internal_encoding",
        ]
        let code =
            "echo 'version=',PHP_VERSION,PHP_EOL,'extensions=',implode(' ',get_loaded_extensions()),PHP_EOL;"
            + "foreach(array_slice($argv,1) as $n) echo $n,'=',ini_get($n),PHP_EOL;"
        let text = try await notes.text("PHP's settings", ["php", "-r", code, "--"] + names)
        var settings: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "=") else { continue }
            settings[String(line[..<equals])] = SecretSigns.hidden(String(line[line.index(after: equals)...]))
        }
        return settings
    }

    func jobs(_ notes: Notes) async throws(RelocationError) -> [HostInventory.Job] {
        var jobs: [HostInventory.Job] = []
        let script = """
            for file in /etc/crontab /etc/cron.d/*; do
                [ -f "$file" ] && { echo "@@system $file"; cat "$file"; echo; }
            done
            for folder in /var/spool/cron/crontabs /var/spool/cron; do
                [ -d "$folder" ] || continue
                for file in "$folder"/*; do [ -f "$file" ] && { echo "@@account ${file##*/}"; cat "$file"; echo; }; done
            done
            [ "$(id -u)" = 0 ] || { echo "@@account $(id -un)"; crontab -l 2>/dev/null; echo "@@partial"; }
            true
            """
        let text = try await notes.text("crontabs", ["sh", "-c", script])
        for section in text.split(separator: "@@", omittingEmptySubsequences: true) {
            let lines = section.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            guard let head = lines.first else { continue }
            let body = lines.count > 1 ? String(lines[1]) : ""
            if head.hasPrefix("system ") {
                jobs += SystemTexts.crontab(body, from: String(head.dropFirst(7)), namesAccount: true)
            } else if head.hasPrefix("account ") {
                jobs += SystemTexts.crontab(body, from: "crontab of \(head.dropFirst(8))", namesAccount: false)
            } else if head.hasPrefix("partial") {
                await notes.missed("crontabs of other accounts", "only root may read them")
            }
        }
        if try await notes.has("systemctl") {
            let words = ["systemctl", "list-timers", "--all", "--no-legend", "--plain"]
            jobs += SystemTexts.timers(try await notes.text("systemd's timers", words))
        }
        return jobs
    }

    private func sockets(_ notes: Notes, _ inventory: inout HostInventory) async throws(RelocationError) {
        if try await notes.has("ss") {
            let listening = SystemTexts.sockets(try await notes.text("listening services", ["ss", "-H", "-ltnp"]))
            inventory.listeners = listening.map {
                HostInventory.Listener(address: $0.own.host, port: $0.own.port, program: $0.program)
            }
            let open = SystemTexts.sockets(try await notes.text("outgoing connections", ["ss", "-H", "-tnp"]))
            inventory.outgoing = Self.outgoing(open, inventory.listeners)
            if listening.contains(where: \.program.isEmpty) {
                await notes.missed("the programs of some listening services", "only root may see them")
            }
            return
        }
        let text = try await notes.text(
            "listening services", ["sh", "-c", "cat /proc/net/tcp; cat /proc/net/tcp6 2>/dev/null; true"])
        let all = SystemTexts.kernelSockets(text)
        inventory.listeners = all.filter { $0.state == "0A" }.map {
            HostInventory.Listener(address: $0.own.host, port: $0.own.port, program: "")
        }
        inventory.outgoing = Self.outgoing(
            all.filter { $0.state == "01" }.map { ($0.own, $0.other, "") }, inventory.listeners)
        await notes.missed("the programs of listening services", "`ss` is not on the host")
    }

    /// Those that were not made to one of the host's own services.
    private static func outgoing(
        _ open: [(own: SystemTexts.Address, other: SystemTexts.Address, program: String)],
        _ listeners: [HostInventory.Listener]
    ) -> [HostInventory.Outgoing] {
        let ports = Set(listeners.map(\.port))
        let found = open.filter { !ports.contains($0.own.port) }.map {
            HostInventory.Outgoing(address: $0.other.host, port: $0.other.port, program: $0.program)
        }
        return Set(found).sorted { ($0.address, $0.port, $0.program) < ($1.address, $1.port, $1.program) }
    }

    private func mail(_ notes: Notes, _ php: [String: String]) async throws(RelocationError) -> [String] {
        var found = php["sendmail_path"].map { ["PHP: \(SecretSigns.hidden($0))"] } ?? []
        for tool in ["postfix", "exim4", "sendmail", "msmtp", "ssmtp", "nullmailer-send", "opensmtpd"] {
            if try await notes.has(tool) { found.append(tool) }
        }
        let queue = try await notes.text(
            "the mail queue",
            ["sh", "-c", "command -v mailq >/dev/null && mailq 2>/dev/null | tail -n 1; true"])
        if !queue.isEmpty { found.append("queue: \(queue.trimmed)") }
        return found
    }

    private func certificates(
        _ notes: Notes, _ hosts: [HostInventory.VirtualHost]
    ) async throws(RelocationError) -> [HostInventory.Certificate] {
        let places = ["/etc/letsencrypt/live"] + roots
        let search = try await notes.found(
            places, #"-maxdepth 6 \( -name "*.crt" -o -name "fullchain.pem" -o -name "cert.pem" \) -print0"#)
        let files = Set(search + hosts.compactMap(\.certificate)).sorted()
        guard !files.isEmpty else { return [] }
        guard try await notes.has("openssl") else {
            await notes.missed("\(files.count) certificates", "`openssl` is not on the host")
            return []
        }
        var found: [HostInventory.Certificate] = []
        for file in files.prefix(200) {
            let words = [
                "openssl", "x509", "-in", file, "-noout", "-subject", "-issuer", "-enddate", "-ext", "subjectAltName",
            ]
            let reply = try await host.run(words)
            if let certificate = SystemTexts.certificate(reply.text, file: file) {
                found.append(certificate)
            } else {
                await notes.missed("the certificate \(file)", reply.lastWords)
            }
        }
        if files.count > 200 { await notes.missed("\(files.count - 200) more certificates", "200 are read at most") }
        return found
    }
}
