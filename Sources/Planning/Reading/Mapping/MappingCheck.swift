/// Checks what single fields of a mapping cannot: which of them stand together, and that stores are known.
struct MappingCheck {
    private let reading: Reading
    /// Nil for a mapping that stands alone.
    private let plan: Plan?

    init(_ reading: Reading, plan: Plan?) {
        self.reading = reading
        self.plan = plan
    }

    func check(_ terms: ReconcileTerms) {
        check(terms.stores)
        for table in terms.tables { check(table, terms.stores) }
    }

    /// A mapping in a file of its own.
    func check(_ file: MappingFile) {
        check(file.stores)
        for table in file.tables { check(table, file.stores) }
        var first: [TableTerms.ID: Position] = [:]
        for table in file.tables {
            if let earlier = first.updateValue(table.id.position, forKey: table.id.value) {
                repeated("the table that is compared `\(table.id.value)`", earlier, table.id.position)
            }
        }
    }

    private func check(_ stores: StorePair?) {
        guard let stores else { return }
        for (store, side) in [(stores.old, System.Side.old), (stores.new, .new)] {
            guard let store else { continue }
            exactlyOne(
                store.system?.position, "system", store.address?.position, "address", of: "store", at: store.position)
            check(system: store.system, side)
        }
    }

    private func check(_ table: TableTerms, _ stores: StorePair?) {
        for (side, store, name) in [
            (table.old, stores?.old, System.Side.old), (table.new, stores?.new, .new),
        ] {
            exactlyOne(
                side.table?.position, "table", side.query?.position, "query", of: "side of a table", at: side.position)
            check(system: side.system, name)
            if side.system == nil, store == nil {
                let mend = plan == nil ? "add `stores: { \(name): { address: … } }`" : "add `system`, or `stores`"
                reading.note(
                    .missingKey, "nobody says in which store the \(name) side of `\(table.id.value)` lies",
                    side.position, mend: mend)
            }
            if let secret = side.secret, side.system == nil {
                reading.note(
                    .wrongValue, "a secret without a system opens nothing", secret.position,
                    mend: "write it under `stores`, or name the `system` that it opens")
            }
        }
        for column in table.key + table.columns { check(column) }
        checkRepeated(table)
    }

    private func check(_ column: ColumnTerms) {
        if let name = column.name {
            for other in [column.old, column.new].compactMap({ $0 }) {
                reading.note(
                    .wrongValue, "this column has a `name`, and a name of its own on one side", other.position,
                    mend: "write `name: \(Excerpt.of(name.value))`, or `old` and `new`")
            }
        } else if column.old == nil || column.new == nil {
            let missing = column.old == nil ? (column.new == nil ? "name" : "old") : "new"
            reading.note(
                .missingKey, "this column mapping has no `\(missing)`", column.position,
                mend: "write `name` where both sides call it the same, else `old` and `new`")
        }
        if let digits = column.digits, ![.decimal, .timestamp, .instant].contains(column.kind?.value) {
            reading.note(
                .wrongValue, "only decimals and time stamps have `digits`", digits.position,
                mend: "write `as: decimal`, `as: timestamp` or `as: instant`, or remove it")
        }
        if let digits = column.digits, digits.value > 6, column.kind?.value != .decimal {
            reading.note(
                .wrongValue, "no store keeps a second to \(digits.value) digits", digits.position,
                mend: "write at most 6")
        }
        unique(column.values.map(\.old), "the value")
    }

    private func checkRepeated(_ table: TableTerms) {
        let compared = table.key + table.columns
        for names in [compared.compactMap(\.oldName), compared.compactMap(\.newName), table.leaveOut.map(\.column)] {
            unique(names, "the column")
        }
        for column in table.leaveOut.map(\.column) {
            // Where the sides call columns differently, a name left out may be compared under it on the other side.
            let pair = compared.first { $0.oldName?.value == column.value && $0.newName?.value == column.value }
            if let pair { repeated("the column `\(Excerpt.of(column.value))`", pair.position, column.position) }
        }
    }

    private func check(system: At<System.ID>?, _ side: System.Side) {
        guard let system else { return }
        guard let plan else {
            return reading.note(
                .wrongValue, "a mapping file that stands alone knows no systems", system.position,
                mend: "write `address` under `stores`")
        }
        guard let found = plan.system(system.value) else {
            let names = plan.systems.map(\.id.value.rawValue)
            return reading.note(
                .danglingReference,
                "there is no system `\(system.value)`\(NearestKey.hint(for: system.value.rawValue, among: names))",
                system.position, mend: "declare it, or name one that is declared")
        }
        if found.side.value != side, found.side.value != .shared {
            reading.note(
                .wrongValue,
                "`\(system.value)` is of the \(found.side.value) side, and stands for the \(side) one here",
                system.position, mend: "name a system of the \(side) side")
        }
        if let secret = found.endpoints.first(where: { StoreAddress.holdsSecret($0.value) }) {
            reading.note(
                .wrongValue, "this endpoint of `\(system.value)` holds a password, which is not shown", secret.position,
                mend: "take it out, and write `secret: env:NAME` beside the `system` that is compared")
        } else if found.storeAddress == nil {
            reading.note(
                .wrongValue, "`\(system.value)` has no endpoint that is the address of a store", system.position,
                mend: "add one to its `endpoints`, such as mysql://shop@db.internal/shop")
        }
    }

    private func exactlyOne(
        _ one: Position?, _ oneKey: String, _ other: Position?, _ otherKey: String, of title: String, at: Position
    ) {
        switch (one, other) {
        case (nil, nil):
            reading.note(
                .missingKey, "this \(title) has neither `\(oneKey)` nor `\(otherKey)`", at, mend: "add one of them")
        case (_?, let second?):
            reading.note(
                .wrongValue, "this \(title) has both `\(oneKey)` and `\(otherKey)`", second, mend: "keep one of them")
        default: break
        }
    }

    private func unique(_ names: [At<String>], _ what: String) {
        var first: [String: Position] = [:]
        for name in names {
            if let earlier = first.updateValue(name.position, forKey: name.value) {
                repeated("\(what) `\(Excerpt.of(name.value))`", earlier, name.position)
            }
        }
    }

    private func repeated(_ what: String, _ earlier: Position, _ position: Position) {
        reading.note(.duplicate, "\(what) was already given at \(earlier)", position, mend: "keep one of the two")
    }
}

extension System {
    /// The first endpoint that is the address of a store.
    public var storeAddress: At<StoreAddress>? {
        endpoints.lazy.compactMap { endpoint in StoreAddress(endpoint.value).map { At($0, endpoint.position) } }.first
    }
}
