/// A connection to a database, on a thread of its own, that stands when it is first needed and again after it was lost.
///
/// Statements run one after the other. A task that is cancelled ends its statement in the server too, and the connection
/// with it; the next statement has a new one.
public protocol DatabaseConnection: Actor {
    nonisolated var address: DatabaseAddress { get }

    /// Runs a statement and throws away what it answers.
    func execute(_ sql: String) async throws(DatabaseError)
    /// All rows of a small answer.
    func rows(_ sql: String) async throws(DatabaseError) -> RowBatch
    /// Rows of an answer of any size, as they arrive. Errors come with the first batch.
    nonisolated func stream(_ sql: String) -> BatchStream
    /// Ends the connection; a later statement makes a new one.
    func close() async
}
