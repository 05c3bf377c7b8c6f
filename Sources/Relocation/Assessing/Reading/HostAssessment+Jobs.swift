extension HostAssessment {
    /// What the host does at times: crontabs of accounts and of the system, and timers.
    public func jobs() async throws(RelocationError) -> (jobs: [HostInventory.Job], unseen: [HostInventory.Unseen]) {
        let notes = Notes(host: host)
        let jobs = try await jobs(notes)
        return (jobs, await notes.unseen)
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
            own=$(id -un)
            if [ ! -f "/var/spool/cron/crontabs/$own" ] && [ ! -f "/var/spool/cron/$own" ]; then
                echo "@@account $own"; crontab -l 2>/dev/null; echo
            fi
            [ "$(id -u)" = 0 ] || echo "@@partial"
            for file in /etc/cron.hourly/* /etc/cron.daily/* /etc/cron.weekly/* /etc/cron.monthly/*; do
                [ -x "$file" ] && { echo "@@every $file"; }
            done
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
            } else if head.hasPrefix("every ") {
                let file = String(head.dropFirst(6)).trimmed
                let folder = file.split(separator: "/").dropLast().last ?? ""
                jobs.append(
                    HostInventory.Job(
                        from: "/etc/\(folder)", schedule: String(folder.dropFirst(5)), command: file))
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
}
