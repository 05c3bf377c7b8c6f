import Conducting
import Reconciliation

/// The differences of a table's last result, with its rows as both sides hold them now.
struct SeenDifferences {
    let table: MappedTable
    let result: TableResult
    let differences: [Difference]
    let plan: ComparisonPlan
    let shapes: Sides<TableShape>
    let kinds: Sides<StoreKind>
    let rows: RepairScript.Rows

    init(of table: MappedTable, kinds wanted: Set<Difference.Kind>, in source: MappingSource) async throws {
        let (folder, name) = (try source.folder(), table.mapping.name)
        guard let result = folder.result(of: name) else {
            throw Failure(
                "\(source.dir) holds no result of `\(name)`; run `sluice reconcile run \(source.mapping)` first",
                .unusable)
        }
        let old = try await StoreOpening.open(table.stores.old, secret: StoreOpening.kept)
        let new = try await StoreOpening.open(table.stores.new, secret: StoreOpening.kept)
        let stores = Sides<any ComparedStore>(old: old, new: new)
        let mapping = table.mapping
        shapes = Sides(
            old: try await old.describe(mapping.old.source), new: try await new.describe(mapping.new.source))
        kinds = Sides(old: old.kind, new: new.kind)
        plan = try ComparisonPlan.make(mapping, shapes: shapes, stores: kinds)
        let all = result.differences == 0 ? [] : try folder.allDifferences(of: name)
        differences = all.filter { wanted.contains($0.kind) }
        rows = try await RepairScript.Rows.read(differences, by: plan, from: stores)
        (self.table, self.result) = (table, result)
        await old.close()
        await new.close()
    }
}
