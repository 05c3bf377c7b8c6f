import Databases
import Foundation
import Reconciliation

/// Short ways to ask a store in tests.
extension ComparedStore {
    /// All columns of a table, the key first, in forms that both engines share.
    func reading(
        _ table: String, key: [String]? = nil, columns: [String]? = nil, condition: String? = nil,
        order: KeyOrder = .index, isUnique: Bool = true
    ) async throws -> TableReading {
        try await reading(
            .table(table), key: key, columns: columns, condition: condition, order: order, isUnique: isUnique)
    }

    func reading(
        _ source: RowSource, key: [String]? = nil, columns: [String]? = nil, condition: String? = nil,
        order: KeyOrder = .index, isUnique: Bool = true
    ) async throws -> TableReading {
        let shape = try await describe(source)
        let key = key ?? shape.key
        let others = columns ?? shape.columns.map(\.name).filter { !key.contains($0) }
        let read = (key + others).map { name in
            let family = shape.column(name)?.family ?? .text
            return ReadColumn(name: name, family: family, digest: form(family))
        }
        return TableReading(
            source: source, columns: read, keyCount: key.count, condition: condition, order: order, isUnique: isUnique)
    }

    private func form(_ family: ValueFamily) -> DigestForm {
        switch family {
        case .decimal(let scale): .decimal(scale: scale)
        case .timestamp: .timestamp(digits: 6)
        case .binary: .bytes
        case .uuid: .uuid
        default: .text
        }
    }

    /// All rows of a reading, page by page where it has pages.
    func all(_ reading: TableReading, page: Int = 3) async throws -> [[String?]] {
        var rows: [[String?]] = []
        var after: RowKey?
        while true {
            let limit = reading.isPageable ? page : nil
            let stream = try await self.rows(RowPage(reading, in: KeyRange(after: after), limit: limit))
            var found = 0
            while let batch = try await stream.next() {
                for index in batch.indices {
                    rows.append(batch.texts(of: index))
                    after = RowKey(batch.cells(of: index)[..<reading.keyCount].map { $0.map(Array.init) })
                    found += 1
                }
            }
            if limit == nil || found < page { return rows }
        }
    }
}

extension RowKey {
    init(_ texts: String?...) { self.init(texts.map { $0.map { Array($0.utf8) } }) }
}
