/// Maps that cannot be used, or a dump that cannot be rewritten to its end.
public enum RewritingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A side of a map is neither a host name (with scheme, port, path at will) nor an absolute path.
    case unreadable(place: String, why: String)
    /// One side is a host name and the other a path.
    case mixed(from: String, to: String)
    /// One side has a scheme and the other has none, so it is not plain what to write before a bare host.
    case oneScheme(from: String, to: String)
    /// A map that changes nothing.
    case pointless(from: String)
    /// Two maps of one source.
    case twice(from: String, first: String, second: String)
    /// What the first map writes, the second would change when the rewrite is run again.
    case cascades(from: String, to: String, into: String)
    case noMaps
    /// A line of a file of maps that is not `from to` or `from -> to`.
    case mapLine(number: Int, found: String)
    /// The dump ends in the middle of something: it is not whole.
    case cutShort(offset: Int, inside: String)
    /// Reading or writing failed; a short write is one of them.
    case stream(doing: String, offset: Int, why: String)
    /// A table that cannot be rewritten in place.
    case noKey(table: String)

    public var description: String {
        switch self {
        case .unreadable(let place, let why):
            "\(place): \(why); write a host name (shop.test, https://shop.test, shop.test:8080, shop.test/eu) "
                + "or an absolute path (/srv/www)"
        case .mixed(let from, let to):
            "\(from) -> \(to): a host name cannot become a path, nor a path a host name; write two maps"
        case .oneScheme(let from, let to):
            "\(from) -> \(to): only one side has a scheme; write it on both sides or on neither"
        case .pointless(let from): "\(from) -> \(from) changes nothing; leave it out"
        case .twice(let from, let first, let second):
            "\(from) is mapped to \(first) and to \(second); keep one of them"
        case .cascades(let from, let to, let into):
            "\(from) -> \(to): a second run would change what the first has written, because \(into) is mapped too; "
                + "choose a target that no map starts from, or rewrite in two runs over two copies"
        case .noMaps: "there is no map; give at least one, from -> to"
        case .mapLine(let number, let found):
            "line \(number) of the maps is \(found); expected: from -> to, one map a line"
        case .cutShort(let offset, let inside):
            "the dump ends at byte \(offset) inside \(inside); it is not whole: dump again, and do not load this one"
        case .stream(let doing, let offset, let why):
            "\(doing) failed at byte \(offset): \(why); what was written is not whole: mend it and run again"
        case .noKey(let table):
            "\(table) has no primary or unique key, so its rows cannot be paged or named; rewrite it in a dump"
        }
    }
}
