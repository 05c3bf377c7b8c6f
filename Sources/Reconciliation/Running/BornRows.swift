import Databases

/// Reads when rows were born that only the new side has.
public struct BornRows: Sendable {
    /// Rows whose age is looked up; of the others it is not known.
    public static let most = 2_000
    private static let page = 500

    private let table: MappedTable
    private let secret: StoreOpening.Secret

    public init(_ table: MappedTable, secret: @escaping StoreOpening.Secret) {
        self.table = table
        self.secret = secret
    }

    /// The carry-back list of a table's differences, with ages where the mapping names a column that tells them
    /// (`updated` of the new side) and the rows can be read again.
    ///
    /// - Parameter ms: now, since 1970.
    public func list(_ differences: [Difference], ms: Int) async -> CarryBack {
        let alone = differences.filter { $0.kind == .extra && $0.table == table.mapping.name }
        let unread = CarryBack(alone, of: table.mapping, ms: ms)
        guard let column = table.mapping.new.updated, !alone.isEmpty else { return unread }
        do throws(CouldNotCheck) {
            let stores = Sides(
                old: try await StoreOpening.open(table.stores.old, secret: secret),
                new: try await StoreOpening.open(table.stores.new, secret: secret))
            let read = await read(column, of: alone.prefix(Self.most), between: stores)
            await stores.old.close()
            await stores.new.close()
            return read.map { CarryBack(alone, of: $0.mapping, rows: $0.rows, ms: ms) } ?? unread
        } catch {
            return unread
        }
    }

    private func read(
        _ column: String, of alone: ArraySlice<Difference>, between stores: Sides<any ComparedStore>
    ) async -> (mapping: TableMapping, rows: [[Difference.Cell]: [Difference.Cell]])? {
        do throws(CouldNotCheck) {
            let shapes = Sides(
                old: try await stores.old.describe(table.mapping.old.source),
                new: try await stores.new.describe(table.mapping.new.source))
            let plan = try ComparisonPlan.make(
                table.mapping, shapes: shapes, stores: Sides(old: stores.old.kind, new: stores.new.kind))
            guard !plan.isMultiset, let shape = shapes.new.column(column) else { return nil }
            var reading = plan.readings.new
            reading.columns = Array(reading.key) + [ReadColumn(name: column, family: shape.family)]
            var rows: [[Difference.Cell]: [Difference.Cell]] = [:]
            for start in stride(from: alone.startIndex, to: alone.endIndex, by: Self.page) {
                let page = alone[start..<min(start + Self.page, alone.endIndex)].map(\.key)
                let batch = try await stores.new.rows(of: reading, with: page.map(Self.key))
                for index in batch.indices {
                    let texts = batch.texts(of: index)
                    let key = zip(plan.columns, texts.dropLast()).map { column, text in
                        Difference.Cell(column: column.pair.old, value: text)
                    }
                    rows[key] = [Difference.Cell(column: column, value: texts.last ?? nil)]
                }
            }
            return (plan.mapping, rows)
        } catch {
            return nil
        }
    }

    /// A key as its store wrote it. One of bytes, which results tell in hexadecimal, is not found: its age is unknown.
    private static func key(_ cells: [Difference.Cell]) -> RowKey {
        RowKey(cells.map { $0.value.map { Array($0.utf8) } })
    }
}
