public import Planning

/// A table that is compared, as a plan or a mapping file says it, and the stores that its two sides lie in.
public struct MappedTable: Sendable, Hashable {
    public var mapping: TableMapping
    public var stores: Sides<StorePlace>
    /// The entity that it belongs to; nil in a mapping file that stands alone.
    public var entity: String?

    public init(mapping: TableMapping, stores: Sides<StorePlace>, entity: String? = nil) {
        self.mapping = mapping
        self.stores = stores
        self.entity = entity
    }

    /// The tables of a mapping file, in its order.
    public static func all(of file: MappingFile) -> [MappedTable] {
        file.tables.compactMap { MappedTable($0, file.stores, in: nil, of: nil) }
    }

    /// The tables of every entity of a plan, in its order.
    public static func all(of plan: Plan) -> [MappedTable] {
        plan.entities.flatMap { entity in
            (entity.reconcile?.tables ?? []).compactMap {
                MappedTable($0, entity.reconcile?.stores, in: plan, of: entity.id.value.rawValue)
            }
        }
    }

    /// Nil where a side has no store, which no reader lets pass.
    private init?(_ terms: TableTerms, _ stores: StorePair?, in plan: Plan?, of entity: String?) {
        guard let old = StorePlace(terms.old, stores?.old, in: plan),
            let new = StorePlace(terms.new, stores?.new, in: plan)
        else { return nil }
        self.init(mapping: TableMapping(terms), stores: Sides(old: old, new: new), entity: entity)
    }
}

/// Where a store is and where its secret is kept.
public struct StorePlace: Sendable, Hashable {
    public var address: StoreAddress
    public var secret: SecretReference?

    public init(address: StoreAddress, secret: SecretReference? = nil) {
        self.address = address
        self.secret = secret
    }

    init?(_ side: TableSide, _ store: StoreTerms?, in plan: Plan?) {
        let system = side.system ?? store?.system
        let named = system.flatMap { plan?.system($0.value)?.storeAddress?.value }
        guard let address = named ?? store?.address?.value else { return nil }
        // A secret beside a system opens that system; the pair's own opens the pair's.
        let secret = side.system == nil || side.system?.value == store?.system?.value ? store?.secret : nil
        self.init(address: address, secret: (side.secret ?? secret)?.value)
    }
}
