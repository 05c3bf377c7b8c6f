import Foundation
public import Planning

extension TableMapping {
    /// What a plan or a mapping file says of a table.
    public init(_ terms: TableTerms) {
        self.init(
            name: terms.id.value.rawValue, old: SideRows(terms.old), new: SideRows(terms.new),
            key: terms.key.compactMap(ColumnPair.init), columns: terms.columns.compactMap(ColumnPair.init),
            leftOut: terms.leaveOut.map { LeftOut(column: $0.column.value, why: $0.why.value) })
    }
}

extension ComparisonTerms {
    /// Takes over what a plan or a mapping file says of the pace; what it leaves open stays.
    public mutating func take(_ declared: ComparisonPace?) {
        guard let declared else { return }
        if let arrival = declared.lag?.value { lag = arrival / .seconds(1) }
        if let often = declared.looks?.value { looks = often }
        pace = pace.map { pace in
            var pace = pace
            if let rows = declared.rowsPerSecond?.value { pace.rowsPerSecond = rows }
            if let running = declared.maxRunning?.value { pace.maxRunning = running }
            if let lag = declared.maxLag?.value { pace.maxLag = lag / .seconds(1) }
            return pace
        }
    }
}

extension TableMapping.SideRows {
    init(_ side: TableSide) {
        let source = side.query.map { RowSource.query($0.value) } ?? .table(side.table?.value ?? "")
        self.init(source, condition: side.only?.value, updated: side.updated?.value)
    }
}

extension ColumnPair {
    /// Nil for terms that name no column, which no reader lets pass.
    public init?(_ terms: ColumnTerms) {
        guard let old = terms.oldName?.value, let new = terms.newName?.value else { return nil }
        self.init(old: old, new: new, rule: ColumnRule(terms))
    }
}

extension ColumnRule {
    public init(_ terms: ColumnTerms) {
        self.init(
            kind: ValueFamily(terms), oldZone: terms.oldZone.flatMap { TimeZone(identifier: $0.value) },
            newZone: terms.newZone.flatMap { TimeZone(identifier: $0.value) }, trims: terms.trim?.value ?? false,
            ignoresCase: terms.ignoreCase?.value ?? false, emptyIsNull: terms.emptyIsNull?.value ?? false,
            minorUnits: terms.minorUnits?.value ?? 0,
            values: Dictionary(
                terms.values.map { ($0.old.value, $0.new.value) }, uniquingKeysWith: { first, _ in first }),
            rewrites: terms.rewrites.map { Rewrite(from: $0.from.value, to: $0.to.value) },
            tolerance: terms.tolerance?.value ?? 0)
    }
}

extension ValueFamily {
    /// Where no digits are given, as many as any store keeps.
    init?(_ terms: ColumnTerms) {
        guard let kind = terms.kind?.value else { return nil }
        let digits = terms.digits?.value
        switch kind {
        case .integer: self = .integer
        case .decimal: self = .decimal(scale: digits ?? 30)
        case .double: self = .double
        case .single: self = .single
        case .boolean: self = .boolean
        case .text: self = .text
        case .binary: self = .binary
        case .uuid: self = .uuid
        case .date: self = .date
        case .time: self = .time
        case .timestamp: self = .timestamp(digits: digits ?? 6, zoned: false)
        case .instant: self = .timestamp(digits: digits ?? 6, zoned: true)
        case .json: self = .json
        }
    }
}
