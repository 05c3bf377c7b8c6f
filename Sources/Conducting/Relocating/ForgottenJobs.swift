package import Planning
package import Relocation

/// Scheduled jobs of the old hosts that are on no new one: no copy of files takes them along.
package enum ForgottenJobs {
    /// A job and the host it is on.
    package struct Job: Sendable, Hashable {
        package let host: String
        package let job: HostInventory.Job

        package init(host: String, job: HostInventory.Job) { (self.host, self.job) = (host, job) }
    }

    /// Pure: jobs of the system's own programs, which the new host has too, and jobs that are there with their paths
    /// changed, are not forgotten.
    ///
    /// - Parameter rewrites: paths and names that are changed inside what is moved.
    package static func among(
        _ old: [Job], new: [HostInventory.Job], rewrites: [(from: String, to: String)]
    ) -> [Job] {
        let there = Set(new.map { words($0.command) })
        let longest = rewrites.sorted { $0.from.count > $1.from.count }
        var seen: Set<String> = []
        return old.filter { job in
            // Timers of systemd and scripts of packages come with the programs they belong to.
            guard job.job.from.hasPrefix("crontab of ") || job.job.from.hasPrefix("/etc/cron") else { return false }
            let command = job.job.command
            let moved = longest.reduce(command) { $0.replacing($1.from, with: $1.to) }
            guard !there.contains(words(command)), !there.contains(words(moved)) else { return false }
            return seen.insert("\(job.host) \(job.job.from) \(command)").inserted
        }
    }

    private static func words(_ command: String) -> String {
        command.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Reads the hosts of both sides of a plan.
    package static func find(
        _ plan: Plan, _ logins: PlanLogins
    ) async throws(RelocationError) -> [Job] {
        var old: [Job] = []
        var new: [HostInventory.Job] = []
        for host in plan.relocation?.hosts ?? [] {
            let way = try logins.host(host.id.value)
            let jobs = try await HostAssessment(host: way, roots: []).jobs().jobs
            if host.side.value == .new {
                new += jobs
            } else {
                old += jobs.map { Job(host: host.id.value.rawValue, job: $0) }
            }
        }
        let rewrites = (plan.relocation?.rewrites ?? []).map { (from: $0.from.value, to: $0.to.value) }
        return among(old, new: new, rewrites: rewrites)
    }
}
