import Observation
public import Reconciliation

extension StoreOpening {
    /// Tells a store's password from where it is kept; an error names the place, never what it holds.
    public static let kept: Secret = { reference async throws(CouldNotCheck) -> String in
        do throws(ReadingFault) {
            return try await reference.secret()
        } catch {
            throw .secret(error.description)
        }
    }
}
