/// A cache that remembers what its side's database held: Redis or Memcached behind WordPress's object cache, a page cache.
///
/// While the other side writes, what it remembers grows old; it is emptied when its own side gains the database.
public struct ObjectCache: Sendable {
    public typealias ID = Identifier<ObjectCache>

    public let id: At<ID>
    /// The side whose web servers ask it; one that both ask is emptied either way.
    public let side: At<System.Side>
    /// Empties it, and does no more when it is empty: it is run before anything is frozen too.
    public let flush: HostCommand
}

extension ObjectCache: PlanRecord {
    static let title = "object cache"

    static func read(_ fields: inout Fields) -> ObjectCache {
        ObjectCache(
            id: fields.required("id", .identifier(), "How reports name it."),
            side: fields.required("side", .choice(System.Side.self), "The side whose web servers ask it."),
            flush: fields.requiredRecord("flush", HostCommand.self, "How it is emptied; run twice it does no harm."))
    }
}
