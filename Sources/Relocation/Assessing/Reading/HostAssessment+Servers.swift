extension HostAssessment {
    /// How much lies in each folder, and how much room is left where it lies.
    func sizes(of folders: [String], _ notes: Notes) async throws(RelocationError) -> [HostInventory.Volume] {
        var found: [HostInventory.Volume] = []
        for folder in folders {
            let line = try await notes.text("the volume \(folder)", ["df", "-PT", "-B1", "--", folder])
            guard let fields = line.split(whereSeparator: \.isNewline).dropFirst().first?.split(separator: " "),
                fields.count >= 7, let size = Int(fields[2]), let free = Int(fields[4])
            else { continue }
            // 1: something went meanwhile, or may not be read.
            let used = try await notes.text("the size of \(folder)", ["du", "-sb", "--", folder], also: [1])
            found.append(
                HostInventory.Volume(
                    path: folder, bytes: used.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) } ?? 0,
                    mount: fields[6...].joined(separator: " "), size: size, free: free))
        }
        return found
    }

    /// Programs that are on the host, running or not, with the first line of what they say of their version.
    func programs(_ notes: Notes) async throws(RelocationError) -> [HostInventory.Program] {
        let script = #"""
            PATH="$PATH:/usr/sbin:/sbin"
            for pair in nginx:-v apache2:-v httpd:-v mariadbd:--version mysqld:--version postgres:--version \
                redis-server:--version memcached:--version varnishd:-V haproxy:-v php:--version rsync:--version \
                restic:version mariadb-dump:--version mysqldump:--version; do
                command -v "${pair%%:*}" >/dev/null || continue
                printf '%s\t%s\n' "${pair%%:*}" "$("${pair%%:*}" "${pair#*:}" 2>&1 | head -n 1)"
            done
            for file in /usr/sbin/php-fpm*; do
                [ -x "$file" ] && printf '%s\t%s\n' "${file##*/}" "$("$file" -v 2>&1 | head -n 1)"
            done
            true
            """#
        return try await notes.text("programs", ["sh", "-c", script]).split(whereSeparator: \.isNewline)
            .compactMap { line in
                let halves = line.split(separator: "\t", maxSplits: 1)
                return halves.count == 2
                    ? HostInventory.Program(name: String(halves[0]), version: String(halves[1]).trimmed) : nil
            }
    }

    /// Files of Apache and PHP in their usual places, those that were given, and what sites set for themselves.
    func configuration(_ notes: Notes) async throws(RelocationError) -> [ConfigurationFiles.File] {
        let usual = #"""
            show() { echo "# configuration file $1:"; cat -- "$1"; echo; }
            for file in /etc/apache2/sites-enabled/*.conf /etc/httpd/conf.d/*.conf /etc/php/*/fpm/php.ini \
                /etc/php/*/fpm/pool.d/*.conf /etc/php-fpm.d/*.conf; do
                [ -f "$file" ] && show "$file"
            done
            """#
        var files = ConfigurationFiles.parted(
            try await notes.text("configuration of web servers", ["sh", "-c", usual + "\ntrue"]))
        if !configurations.isEmpty {
            let given = #"""
                find -L "$@" -maxdepth 4 -type f \( -name "*.conf" -o -name "*.map" -o -name "*.ini" \) |
                    sort | while IFS= read -r file; do
                        echo "# configuration file $file:"; cat -- "$file"; echo
                    done
                """#
            files += ConfigurationFiles.parted(
                try await notes.text("the given configuration", ["sh", "-c", given, "sh"] + configurations, also: [1]))
        }
        for file in try await notes.found(roots, "-maxdepth 6 -name .user.ini -type f -print0") {
            files.append(ConfigurationFiles.File(path: file, text: try await notes.text(file, ["cat", "--", file])))
        }
        return files
    }
}
