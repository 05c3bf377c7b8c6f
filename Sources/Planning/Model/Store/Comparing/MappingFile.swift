/// What is compared with what, in a file of its own: the same language as under `reconcile` of a plan's entity.
///
///     sluice_mapping: 1
///     stores:
///       old: { address: mysql://shop@old.internal/shop, secret: env:OLD_PASSWORD }
///       new: { address: postgresql://shop@new.internal/shop, secret: file:/run/secrets/new }
///     tables:
///       - id: orders
///         old: { table: wp_orders, updated: modified }
///         new: { table: orders }
///         columns: [{ name: total, tolerance: 0.01 }]
public struct MappingFile: Sendable {
    /// The first key, by which a mapping is told from a plan.
    static let firstKey = "sluice_mapping"

    public let stores: StorePair?
    public let tables: [TableTerms]
    public let pace: ComparisonPace?
    public let position: Position
}

extension MappingFile: PlanRecord {
    static let title = "mapping file"

    static func read(_ fields: inout Fields) -> MappingFile {
        _ = fields.required(firstKey, .version, "The version of the mapping's language; the first key of the file.")
        return MappingFile(
            stores: fields.record("stores", StorePair.self, "The stores, where a table names none of its own."),
            tables: fields.records("tables", TableTerms.self, "What is compared with what."),
            pace: fields.record("pace", ComparisonPace.self, "How much a comparison may ask of the stores."),
            position: fields.position)
    }
}
