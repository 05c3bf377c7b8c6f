/// One side of a map: a site on the web, or a folder on a disk.
enum Place: Sendable, Hashable {
    case site(Site)
    /// Absolute, without a slash at its end.
    case path([UInt8])

    /// A host name with what may stand around it.
    struct Site: Sendable, Hashable {
        /// In lower case, without `:`.
        var scheme: [UInt8]?
        /// In lower case (ASCII letters only); UTF-8.
        var host: [UInt8]
        var port: [UInt8]?
        /// Empty, or from the first slash on, without a slash at its end.
        var path: [UInt8]
    }

    /// - Throws: `RewritingError.unreadable`.
    init(_ text: String) throws(RewritingError) {
        var bytes = Array(text.utf8)
        func refuse(_ why: String) -> RewritingError {
            .unreadable(place: text.isEmpty ? "an empty place" : text, why: why)
        }
        guard !bytes.isEmpty else { throw refuse("there is nothing on one side of a map") }
        if let bad = bytes.first(where: { $0 <= 0x20 || $0 == 0x7F || "\"'<>\\`{}|^@?#*%".utf8.contains($0) }) {
            throw refuse("it holds \(bad <= 0x20 ? "a space" : "'\(Character(UnicodeScalar(bad)))'"), which no map may")
        }
        while bytes.count > 1, bytes.last == Byte.slash { bytes.removeLast() }
        if bytes[0] == Byte.slash, bytes.count < 2 || bytes[1] != Byte.slash {
            guard bytes.count > 1 else { throw refuse("the root folder is in every path") }
            try Self.checkPath(bytes, refuse)
            self = .path(bytes)
            return
        }
        var scheme: [UInt8]?
        var rest = bytes[...]
        if rest.starts(with: "//".utf8) {
            rest = rest.dropFirst(2)
        } else if let colon = rest.firstIndex(of: Byte.colon), rest[colon...].starts(with: "://".utf8) {
            let name = rest[..<colon].map(Byte.lower)
            guard let first = name.first, Byte.isLetter(first),
                name.allSatisfy({ Byte.isAlphanumeric($0) || $0 == 0x2B })
            else { throw refuse("'\(String(decoding: name, as: UTF8.self))' is no scheme") }
            scheme = name
            rest = rest[(colon + 3)...]
        }
        let path = rest.firstIndex(of: Byte.slash).map { Array(rest[$0...]) } ?? []
        rest = rest.prefix { $0 != Byte.slash }
        var port: [UInt8]?
        if let colon = rest.firstIndex(of: Byte.colon) {
            let digits = Array(rest[(colon + 1)...])
            guard !digits.isEmpty, digits.count <= 5, digits.allSatisfy(Byte.isDigit) else {
                throw refuse("after ':' there must be a port")
            }
            port = digits
            rest = rest[..<colon]
        }
        let host = rest.map(Byte.lower)
        guard !host.isEmpty, host.count <= 253,
            host.allSatisfy({ Byte.isAlphanumeric($0) || $0 >= 0x80 || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }),
            let first = host.first, let last = host.last, !Byte.isTrim(first), !Byte.isTrim(last),
            !zip(host, host.dropFirst()).contains(where: { $0 == 0x2E && $1 == 0x2E })
        else { throw refuse("'\(String(decoding: host, as: UTF8.self))' is no host name") }
        guard host.count > 2 else { throw refuse("a host name of fewer than 3 letters is too short to look for") }
        if !path.isEmpty { try Self.checkPath(path, refuse) }
        self = .site(Site(scheme: scheme, host: host, port: port, path: path))
    }

    private static func checkPath(_ path: [UInt8], _ refuse: (String) -> RewritingError) throws(RewritingError) {
        if zip(path, path.dropFirst()).contains(where: { $0 == Byte.slash && $1 == Byte.slash }) {
            throw refuse("it has two slashes in a row")
        }
        if path.contains(Byte.colon) || path.contains(0x3B) || path.contains(0x2C) {
            throw refuse("its path holds ':', ';' or ',', which end a path in a list")
        }
        if path.last == 0x2E { throw refuse("its path ends in a dot") }
    }
}
