import Databases
import NIOCore
import NIOPosix
import Observation
package import Planning
import Relocation

import struct Foundation.Date
import class Foundation.FileManager

/// Looks at what a machine check names, by using it.
package struct MachineLook: Sendable {
    private let logins: PlanLogins
    private let records: EvidenceRecords

    package init(_ logins: PlanLogins, records: EvidenceRecords = .none) {
        (self.logins, self.records) = (logins, records)
    }

    /// How long one look may take.
    private static let patience = Duration.seconds(8)

    package func look(_ check: MachineCheck) async -> AccessState {
        let target = check.target.value
        switch check.kind.value {
        case .login: return await login(Identifier(target), isRefusalWanted: check.expect?.value == "refused")
        case .http: return await page(target, expects: check.expect?.value)
        case .tls: return await page("https://\(target)/", expects: nil)
        case .tcp, .mail: return await port(target, greets: check.kind.value == .mail)
        case .dns: return await name(target, expects: check.expect?.value)
        case .file:
            return FileManager.default.fileExists(atPath: target)
                ? .works("\(target) is there") : .missing("there is no \(target)")
        case .record:
            let words = target.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2, let kind = EvidenceKind(rawValue: words[0]) else {
                return .unclear("`\(target)` names no record: write its kind and its subject, `staging staging`")
            }
            guard let record = records.newest(kind, of: words[1], at: .now) else {
                return .missing("no record of `\(target)`")
            }
            return record.passed
                ? .works("`\(target)` of \(record.at)") : .fails("`\(target)` of \(record.at) fell short")
        }
    }

    /// Where an access item is tried.
    package struct Places: Sendable {
        /// Nil for both sides.
        package var side: PlanSide?
        package var hasHosts: Bool

        package static let all = Places(side: nil, hasHosts: true)

        package init(side: PlanSide?, hasHosts: Bool) { (self.side, self.hasHosts) = (side, hasHosts) }
    }

    /// Logs in with everything that an access item opens.
    package func login(
        _ id: AccessItem.ID, isRefusalWanted: Bool = false, at places: Places = .all
    ) async -> AccessState {
        guard let item = logins.item(id) else { return .unclear("there is no access item `\(id)`") }
        var secret: String?
        if let reference = item.reference?.value {
            do {
                secret = try await reference.secret()
            } catch {
                // A key's file is no line of text: SSH reads it itself.
                guard item.kind.value == .key, case .file(let path) = reference,
                    FileManager.default.isReadableFile(atPath: path)
                else { return .missing(error.description) }
            }
        }
        let tries: [Try]
        do {
            tries = try await every(id, secret ?? "", places)
        } catch {
            return .unclear("\(error)")
        }
        let works = tries.filter(\.isOpen).map(\.what)
        let fails = tries.filter { !$0.isOpen }.map(\.what)
        guard !works.isEmpty || !fails.isEmpty else {
            return .unclear("nothing in the plan says what it opens, such as a host or a database with this access")
        }
        if isRefusalWanted {
            return works.isEmpty
                ? .works("refused, as it must be: \(fails.joined(separator: "; "))")
                : .fails("it still opens \(works.joined(separator: ", "))")
        }
        return fails.isEmpty ? .works("opens \(works.joined(separator: ", "))") : .fails(fails.joined(separator: "; "))
    }

    /// One login: let in, or turned away with the words of who did it.
    private struct Try {
        let what: String
        let isOpen: Bool
    }

    private func every(_ id: AccessItem.ID, _ secret: String, _ places: Places) async throws -> [Try] {
        var tries: [Try] = []
        if places.hasHosts {
            for host in try logins.hosts(opened: id, side: places.side) { tries.append(try await attempt(host)) }
        }
        for account in try logins.accounts(opened: id, side: places.side) {
            tries.append(try await attempt(account, secret))
        }
        return tries
    }

    private func attempt(_ host: Host) async throws(RelocationError) -> Try {
        do throws(RelocationError) {
            try await host.run(["true"], within: Self.patience).succeeded()
            return Try(what: "\(host)", isOpen: true)
        } catch {
            guard case .refused = error else { throw error }
            return Try(what: error.description, isOpen: false)
        }
    }

    private func attempt(_ address: DatabaseAddress, _ password: String) async throws(DatabaseError) -> Try {
        let limits = ConnectionLimits(connect: 5, answer: 8)
        let connection: any DatabaseConnection =
            address.engine == .mariadb
            ? MariaDBConnection(address, password: password, limits: limits)
            : PostgreSQLConnection(address, password: password, limits: limits)
        let outcome: Result<RowBatch, DatabaseError>
        do throws(DatabaseError) {
            outcome = .success(try await connection.rows("SELECT 1"))
        } catch {
            outcome = .failure(error)
        }
        await connection.close()
        if case .failure(.connect(_, let why)) = outcome, why.isRefusal {
            return Try(what: "\(address): \(why)", isOpen: false)
        }
        _ = try outcome.get()
        return Try(what: "\(address)", isOpen: true)
    }

    private func page(_ url: String, expects: String?) async -> AccessState {
        do {
            let answer = try await WebQuestion(url: url, method: .head, patience: Self.patience).ask(now: Self.wall)
            guard let expects, "\(answer.status)" != expects else { return .works("\(url) answers \(answer.status)") }
            return .fails("\(url) answers \(answer.status), not \(expects)")
        } catch {
            return .unclear(error.description)
        }
    }

    private func port(_ target: String, greets: Bool) async -> AccessState {
        let parts = target.split(separator: ":").map(String.init)
        guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port) else {
            return .unclear("`\(target)` is no host:port")
        }
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(.seconds(5)).connect(host: parts[0], port: port).get()
            try await channel.close()
            return .works("\(target) accepts connections")
        } catch {
            return .fails("\(target) accepts no connection: \(error)")
        }
    }

    private func name(_ target: String, expects: String?) async -> AccessState {
        do {
            let reply = try await Host.local.run(["getent", "ahosts", target], within: Self.patience)
            let lines = String(decoding: reply.output, as: UTF8.self).split(separator: "\n")
            let addresses = Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) }).sorted()
            guard !addresses.isEmpty else { return .missing("\(target) resolves to nothing") }
            let found = addresses.joined(separator: ", ")
            guard let expects, !addresses.contains(expects) else { return .works("\(target) is \(found)") }
            return .fails("\(target) is \(found), not \(expects)")
        } catch {
            return .unclear(error.description)
        }
    }

    private static let wall: @Sendable () -> Int = { Int(Date().timeIntervalSince1970 * 1_000) }
}

extension String {
    /// The server's words for an account it does not let in, of either engine.
    fileprivate var isRefusal: Bool {
        ["Access denied", "authentication failed", "no pg_hba.conf entry", "is locked", "not allowed to connect"]
            .contains(where: contains)
    }
}
