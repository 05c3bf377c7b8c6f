/// Reads a host: looks, and changes nothing. What it may not see, or has no tool for, it names.
public struct HostAssessment: Sendable {
    public let host: Host
    /// Folders under which WordPress and certificates are looked for, six folders deep.
    public let roots: [String]
    /// Configuration of nginx, Apache and PHP-FPM that lies in no usual place: files, or folders of them.
    public let configurations: [String]
    /// Folders on disks of their own, or that count as such.
    public let volumes: [String]

    public init(host: Host, roots: [String], configurations: [String] = [], volumes: [String] = []) {
        self.host = host
        self.roots = roots
        self.configurations = configurations
        self.volumes = volumes
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
        inventory.volumes = try await sizes(of: volumes, notes)
        inventory.programs = try await programs(notes)
        let files = try await configuration(notes)
        inventory.virtualHosts = try await virtualHosts(notes, files)
        inventory.php = try await php(notes)
        inventory.webPHP = files.flatMap(PHPFileText.read)
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

    private func virtualHosts(
        _ notes: Notes, _ files: [ConfigurationFiles.File]
    ) async throws(RelocationError) -> [HostInventory.VirtualHost] {
        var hosts: [HostInventory.VirtualHost] = []
        if try await notes.has("nginx") {
            hosts += NginxText.virtualHosts(try await notes.text("nginx's configuration", ["nginx", "-T", "-q"]))
        }
        let isApache = files.map { $0.text.contains("<VirtualHost") }
        let others = zip(files, isApache).filter { !$0.1 && !ConfigurationFiles.isPool($0.0) }.map(\.0)
        hosts += NginxText.virtualHosts(ConfigurationFiles.joined(others))
        return hosts + zip(files, isApache).filter(\.1).flatMap { ApacheText.virtualHosts($0.0.text) }
    }

    private func php(_ notes: Notes) async throws(RelocationError) -> [String: String] {
        guard try await notes.has("php") else { return [:] }
        let code =
            "echo 'version=',PHP_VERSION,PHP_EOL,'extensions=',implode(' ',get_loaded_extensions()),PHP_EOL;"
            + "foreach(array_slice($argv,1) as $n) echo $n,'=',ini_get($n),PHP_EOL;"
        let text = try await notes.text("PHP's settings", ["php", "-r", code, "--"] + PHPFileText.names)
        var settings: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "=") else { continue }
            settings[String(line[..<equals])] = SecretSigns.hidden(String(line[line.index(after: equals)...]))
        }
        return settings
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
}
