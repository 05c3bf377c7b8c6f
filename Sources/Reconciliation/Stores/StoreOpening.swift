import Databases
public import Planning

/// Opens the store that an address names.
public enum StoreOpening {
    /// Tells what a reference to a secret stands for.
    public typealias Secret = @Sendable (SecretReference) async throws(CouldNotCheck) -> String

    /// Connects where the engine has connections; nothing is read yet.
    public static func open(
        _ place: StorePlace, secret: Secret
    ) async throws(CouldNotCheck) -> any ComparedStore {
        var told: String?
        if let reference = place.secret { told = try await secret(reference) }
        switch place.address.engine {
        case .mariadb: return try await MariaDBStore(try address(place.address), password: told ?? "")
        case .postgresql: return try await PostgreSQLStore(try address(place.address), password: told ?? "")
        case .sqlite, .csv, .json:
            guard let store = try LightStores.open(place.address, secret: told) else {
                throw .question(place.address.text, why: "no store answers to it", mend: "name another")
            }
            return store
        }
    }

    private static func address(_ address: StoreAddress) throws(CouldNotCheck) -> DatabaseAddress {
        do throws(DatabaseError) {
            return try DatabaseAddress(parsing: address.text)
        } catch {
            throw .question(address.text, why: error.description, mend: "write mysql://user@host:port/database")
        }
    }
}
