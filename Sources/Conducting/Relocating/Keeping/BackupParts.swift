import Databases
import Planning
import Relocation

/// What of a plan is backed up: its databases, and the volumes of its old hosts.
struct BackupParts: Sendable {
    let plan: Plan
    let logins: PlanLogins

    struct Found: Sendable {
        var items: [BackupItem] = []
        /// What somebody has to know of what is not in it.
        var notes: [String] = []
    }

    /// How many parts each system has in all.
    var counts: [String: Int] {
        var counts: [String: Int] = [:]
        for database in plan.relocation?.databases ?? [] where database.source != nil {
            counts[database.from.value.rawValue, default: 0] += 1
        }
        for host in plan.relocation?.hosts ?? [] where host.side.value != .new {
            guard let system = host.system?.value.rawValue else { continue }
            counts[system, default: 0] += host.volumes.count
        }
        return counts
    }

    /// - Parameter databases: only these; empty for all of them and the volumes.
    func find(_ databases: [String]) async throws(RelocationError) -> Found {
        var found = Found()
        let all = plan.relocation?.databases ?? []
        let wanted = databases.isEmpty ? all.filter { $0.source != nil }.map(\.id.value.rawValue) : databases
        for id in wanted { try await add(PlanDatabase(id, in: plan, logins), to: &found) }
        for database in all where databases.isEmpty && database.source == nil {
            found.notes.append("the database `\(database.id.value)` has no `source`: it is not backed up")
        }
        guard databases.isEmpty else { return found }
        for host in plan.relocation?.hosts ?? [] where host.side.value != .new {
            if host.system == nil, !host.volumes.isEmpty {
                found.notes.append(
                    "the host `\(host.id.value)` names no `system`: no record says that its volumes are backed up")
            }
            for volume in host.volumes { try await add(volume, of: host, to: &found) }
        }
        return found
    }

    private func add(_ place: PlanDatabase, to found: inout Found) async throws(RelocationError) {
        let address = try place.address(.old)
        let password = try await logins.secret(place.database.access?.value)
        let part = try BackupPart(
            name: "database-\(place.id)", .database(address, password: password, on: .local))
        let connection = MariaDBConnection(address, password: password)
        var size: Int?
        var others: [String] = []
        do throws(DatabaseError) {
            let rows = try await connection.rows(
                """
                SELECT COALESCE(SUM(data_length + index_length), 0) FROM information_schema.tables
                WHERE table_schema = DATABASE()
                """)
            size = rows.indices.first.flatMap { rows.texts(of: $0)[0] }.flatMap { Int($0) }
            let all = try await connection.rows("SHOW DATABASES")
            others = all.indices.compactMap { all.texts(of: $0)[0] }
        } catch {
            await connection.close()
            throw .noDatabase(server: address.place, why: error.description)
        }
        await connection.close()
        found.items.append(
            BackupItem(
                part, system: place.database.from.value.rawValue, what: "the database \(address.database)",
                bytes: size))
        let known = Set((plan.relocation?.databases ?? []).map(\.name.value))
            .union(["information_schema", "performance_schema", "mysql", "sys"])
        let left = others.filter { !known.contains($0) }.sorted()
        if !left.isEmpty {
            found.notes.append(
                "\(address.host):\(address.port) holds databases that the plan does not name, and that are not in this "
                    + "backup: \(left.joined(separator: ", "))")
        }
    }

    private func add(
        _ volume: HostVolume, of host: RelocatedHost, to found: inout Found
    ) async throws(RelocationError) {
        let way = try logins.host(host.id.value)
        let path = volume.path.value
        // A server's own files change while they are read, and come back as no database: a dump does.
        let script = #"cd -- "$1" && find . -maxdepth 3 -name ibdata1 -printf '%h\0'"#
        let reply = try await way.run(["sh", "-c", script, "sh", path])
            .succeeded(also: [1], mend: "see that \(path) is there and may be read, or correct the plan")
        let servers = reply.text.split(separator: "\0").map { $0 == "." ? "" : String($0.dropFirst(2)) }
        let what = "the volume \(path) of \(host.id.value)"
        guard !servers.contains("") else {
            found.notes.append("\(what) is a database server's own folder: its databases are backed up as dumps")
            return
        }
        for server in servers {
            found.notes.append("\(what) without \(server): a database server's own files, which dumps stand for")
        }
        let size = try? await way.run(["du", "-sb", "--", path], within: .seconds(600))
        found.items.append(
            BackupItem(
                try BackupPart(
                    name: "\(host.id.value)-\(Self.name(path, among: host.volumes.map(\.path.value)))",
                    .folder(
                        path, on: way,
                        leavingOut: LeaveOut(volume.leaveOut.map(\.value) + servers.map { "/\($0)/" }))),
                system: host.system?.value.rawValue, what: what,
                bytes: size?.text.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }))
    }

    /// What a part's name may hold of a path: its last folder, or as many as tell it from the other volumes.
    static func name(_ path: String, among all: [String]) -> String {
        let parts = path.split(separator: "/")
        let others = all.filter { $0 != path }.map { $0.split(separator: "/") }
        let count = (1..<max(2, parts.count)).first { count in
            !others.contains { $0.suffix(count) == parts.suffix(count) }
        }
        return parts.suffix(count ?? parts.count).map { part in
            String(part.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
        }.joined(separator: "-")
    }
}
