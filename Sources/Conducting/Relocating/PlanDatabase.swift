package import Databases
import Observation
package import Planning
package import Reconciliation
package import Relocation

/// A database of the plan, as the programs that copy it, follow it and hand it over need it.
package struct PlanDatabase: Sendable {
    package let database: RelocatedDatabase
    private let logins: PlanLogins

    /// - Throws: ``RelocationError/unusable(what:found:expected:)`` where there is no such database in the plan.
    package init(_ id: String, in plan: Plan, _ logins: PlanLogins) throws(RelocationError) {
        let all = plan.relocation?.databases ?? []
        guard let database = all.first(where: { $0.id.value.rawValue == id }) else {
            throw .unusable(
                what: "the database `\(id)`", found: "not in the plan",
                expected: all.isEmpty
                    ? "one of `relocation.databases`" : all.map(\.id.value.rawValue).joined(separator: ", "))
        }
        (self.database, self.logins) = (database, logins)
    }

    package var id: String { database.id.value.rawValue }

    package func schema() throws(RelocationError) -> FollowedSchema {
        FollowedSchema(try address(.old).database, as: try address(.new).database)
    }

    package func address(_ side: PlanSide) throws(RelocationError) -> DatabaseAddress {
        guard let place = side == .old ? database.source : database.target else {
            throw .unusable(
                what: "`\(side == .old ? "source" : "target")` of the database `\(id)` at \(database.id.position)",
                found: "absent", expected: "an address such as mysql://operator@db.internal/\(database.name.value)")
        }
        do throws(DatabaseError) {
            return try DatabaseAddress(parsing: place.value.text)
        } catch {
            throw .unusable(what: "the address at \(place.position)", found: error.description, expected: "a database")
        }
    }

    package func server(_ side: PlanSide) async throws(RelocationError) -> DatabaseServer {
        DatabaseServer(try address(side), password: try await password(side))
    }

    /// The programs that dump and load run on this machine.
    package func tools(_ side: PlanSide) async throws(RelocationError) -> DatabaseTools {
        DatabaseTools(address: try address(side), password: try await password(side))
    }

    private func password(_ side: PlanSide) async throws(RelocationError) -> String {
        try await logins.secret(side == .old ? database.access?.value : database.targetAccess?.value)
    }

    /// A side as comparisons open it.
    package func store(_ side: PlanSide) throws(RelocationError) -> StorePlace {
        _ = try address(side)
        let (place, access) =
            side == .old
            ? (database.source, database.access) : (database.target, database.targetAccess)
        guard let place else {
            throw .unusable(what: "the address of `\(id)`", found: "absent", expected: "one for each side")
        }
        return StorePlace(address: place.value, secret: logins.item(access?.value)?.reference?.value)
    }

    /// - Parameter domain: in which the new side writes; the old one keeps its own.
    package func side(_ side: PlanSide, domain: UInt32) async throws(RelocationError) -> DatabaseSide {
        guard let replication = database.replication else {
            throw .unusable(
                what: "`replication` of the database `\(id)` at \(database.id.position)", found: "absent",
                expected: "the account that carries changes, and its access")
        }
        let kept = database.settings.first { ($0.side.value == .new) == (side == .new) }
        guard let kept else {
            throw .unusable(
                what: "`settings` of the database `\(id)` at \(database.id.position)",
                found: "none for the \(side) side",
                expected: "the file in which its server keeps what must outlive a restart")
        }
        let address = try address(side)
        return DatabaseSide(
            server: try await server(side),
            settings: SettingsFile.on(try logins.host(kept.host.value), path: kept.path.value),
            way: ReplicationWay(
                host: address.host, port: address.port, isEncrypted: address.tls != .off,
                account: DatabaseAccount(parsing: replication.account.value),
                password: try await logins.secret(
                    side == .new
                        ? replication.reverseAccess?.value ?? replication.access.value : replication.access.value)),
            domain: side == .new ? domain : nil)
    }

    /// Every account that writes on a side, with its own credential where the plan has one.
    package func credentials(_ side: PlanSide) async throws(RelocationError) -> [WriterCredential] {
        var credentials: [WriterCredential] = []
        for writer in database.writers where (writer.side.value == .new) == (side == .new) {
            guard let access = writer.access?.value else { continue }
            let user = DatabaseAccount(parsing: writer.account.value).user
            credentials.append(WriterCredential(user: user, password: try await logins.secret(access)))
        }
        return credentials
    }

    /// Accounts that no fence may lock: those that administer and those that replicate.
    package func spared() throws(RelocationError) -> Set<String> {
        var users: Set<String> = [try address(.old).user, try address(.new).user]
        if let account = database.replication?.account.value { users.insert(DatabaseAccount(parsing: account).user) }
        return users
    }
}

/// A side of the move.
package enum PlanSide: String, Sendable {
    case old, new
}

extension PlanLogins {
    /// What an access item's reference stands for.
    package func secret(_ id: AccessItem.ID?) async throws(RelocationError) -> String {
        guard let id else { return "" }
        guard let reference = item(id)?.reference?.value else {
            throw .secret(name: id.rawValue, why: "its access item has no reference such as env:NAME or file:PATH")
        }
        return try await Self.secret(reference, of: id.rawValue)
    }

    /// - Parameter name: as errors call it.
    static func secret(_ reference: SecretReference, of name: String) async throws(RelocationError) -> String {
        do throws(ReadingFault) {
            return try await reference.secret()
        } catch {
            throw .secret(name: name, why: error.description)
        }
    }
}
