import CMariaDB

/// A column of an answer, as the protocol describes it.
public struct MariaDBColumn: Sendable, Hashable {
    public var name: String
    /// The protocol's number of the type.
    public var type: UInt32
    /// The protocol's flags: NOT NULL, UNSIGNED, ENUM, SET and others.
    public var flags: UInt32
    /// The number of the character set; 63 is bytes.
    public var characterSet: UInt32
    /// Bytes, at most.
    public var length: UInt
    /// Digits after the point, of numbers and of seconds.
    public var decimals: UInt32
}

extension MariaDBLine {
    func columns(_ sql: String) throws(DatabaseError) -> [MariaDBColumn] {
        guard try begin(sql) else { return [] }
        let rows = try MariaDBRows(self)
        var columns: [MariaDBColumn] = []
        for place in 0..<rows.columns {
            guard let field = mysql_fetch_field_direct(rows.result, UInt32(place)) else { break }
            columns.append(
                MariaDBColumn(
                    name: String(cString: field.pointee.name), type: field.pointee.type.rawValue,
                    flags: field.pointee.flags, characterSet: field.pointee.charsetnr, length: field.pointee.length,
                    decimals: field.pointee.decimals))
        }
        while try rows.nextBatch(of: 64 << 10) != nil {}
        return columns
    }
}

extension MariaDBConnection {
    /// The rows of a small answer by the names of its columns, for statements whose columns differ between versions;
    /// NULLs are left out.
    public func named(_ sql: String) async throws(DatabaseError) -> [[String: String]] {
        try await answer { line throws(DatabaseError) in
            guard try line.begin(sql) else { return [] }
            let rows = try MariaDBRows(line)
            let names = (0..<rows.columns).map { place in
                mysql_fetch_field_direct(rows.result, UInt32(place)).map { String(cString: $0.pointee.name) } ?? ""
            }
            var found: [[String: String]] = []
            while let batch = try rows.nextBatch(of: 64 << 10) {
                for index in batch.indices {
                    let cells = zip(names, batch.texts(of: index)).compactMap { name, text in text.map { (name, $0) } }
                    found.append(Dictionary(cells) { first, _ in first })
                }
            }
            return found
        }
    }
}
