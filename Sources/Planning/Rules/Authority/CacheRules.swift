extension Rule {
    static let aut008 = Rule(
        "AUT008",
        catches: "an object cache that nothing empties when its side gains the database",
        why: """
            What a cache has read stays true only while every write passes by it. While the other side wrote, none did: \
            after the hand over it serves stock, prices and settings of before, and some of that is written back.
            """,
        incident: """
            A store that was moved under load in a rehearsal of this project went on showing the last piece of an \
            article as in stock: the new side's Redis had read it before the old side sold it.
            """,
        mend: """
            name each side's cache in `relocation.caches`, with the command that empties it: \
            `flush: { command: [redis-cli, -e, FLUSHDB], from: web-1 }`
            """
    ) { check in
        guard let relocation = check.plan.relocation, !relocation.databases.isEmpty else { return [] }
        let idle = relocation.caches.filter(\.flush.command.isEmpty).map {
            Violation("no command empties the cache \($0.id.value)", $0.id.position)
        }
        guard relocation.caches.isEmpty else { return idle }
        return relocation.networks.flatMap { network in
            network.plugins.filter { cachingPlugins.contains($0.value) }.map {
                Violation(
                    "network \(network.id.value) remembers its database by \($0.value), and nothing empties that",
                    $0.position)
            }
        }
    }

    /// Plugins of WordPress that keep an object cache outside of the database, by their folders' names.
    private static let cachingPlugins: Set<String> = [
        "redis-cache", "object-cache-pro", "wp-redis", "memcached", "memcached-redux", "w3-total-cache",
        "litespeed-cache", "docket-cache", "sqlite-object-cache", "apcu-manager", "atec-cache-apcu",
    ]
}
