import Foundation
import Reconciliation
import Testing

@Suite struct PlanTests {
    private let maria = StoreKind(engine: "mariadb", digestKinds: [.crc, .md5])
    private let postgres = StoreKind(engine: "postgresql", digestKinds: [.md5])

    private func shape(_ columns: [(String, ValueFamily)], key: [String] = ["id"], collation: String? = nil)
        -> TableShape
    {
        TableShape(
            columns: columns.map { name, family in
                ColumnShape(
                    name: name, type: "\(family)", family: family, isNullable: !key.contains(name),
                    collation: family == .text ? collation : nil, sortsByValue: family != .text || collation == nil)
            }, key: key, rows: nil)
    }

    private func plan(
        _ old: TableShape, _ new: TableShape, key: [ColumnPair] = [], columns: [ColumnPair] = [],
        leftOut: [TableMapping.LeftOut] = [], stores: (StoreKind, StoreKind)? = nil
    ) throws(CouldNotCheck) -> ComparisonPlan {
        try ComparisonPlan.make(
            TableMapping(
                name: "orders", old: .init(.table("orders")), new: .init(.table("orders")), key: key, columns: columns,
                leftOut: leftOut), shapes: Sides(old: old, new: new),
            stores: Sides(old: stores?.0 ?? maria, new: stores?.1 ?? maria))
    }

    private let orders: [(String, ValueFamily)] = [("total", .decimal(scale: 2)), ("id", .integer), ("note", .text)]

    @Test func columnsAndKeyAreFoundByName() throws {
        let plan = try plan(
            shape(orders),
            shape([("ID", .integer), ("Total", .decimal(scale: 4)), ("extra", .text), ("note", .text)], key: ["ID"]))
        #expect(plan.readings.old.columns.map(\.name) == ["id", "total", "note"])
        #expect(plan.readings.new.columns.map(\.name) == ["ID", "Total", "note"])
        #expect(plan.keyCount == 1)
        #expect(plan.leftOut == [.init(column: "extra", why: "only the new side has it")])
        #expect(plan.readings.new.isPageable)
        #expect(plan.isUnique && plan.ordersByValue && !plan.isMultiset)
        #expect(plan.digestKind == .crc)
        #expect(plan.readings.old.columns.map(\.digest) == [.text, .decimal(scale: 4), .text])
        #expect(plan.sameBytesMeanEqual)
    }

    @Test func whatIsNotNamedIsListed() throws {
        let plan = try plan(
            shape(orders + [("a", .text)]), shape(orders + [("b", .text)]),
            columns: [ColumnPair("id"), ColumnPair("total")],
            leftOut: [.init(column: "a", why: "a counter")])
        #expect(
            plan.leftOut.map { "\($0.column): \($0.why)" } == [
                "a: a counter", "note: the mapping does not name it", "b: only the new side has it",
            ])
    }

    @Test func theNewSidesKeyServesWhereTheOldHasNone() throws {
        let plan = try plan(shape(orders, key: []), shape(orders))
        #expect(plan.readings.old.columns[0].name == "id")
        #expect(!plan.readings.old.isUnique && !plan.readings.new.isUnique && !plan.isUnique && !plan.isMultiset)
        #expect(plan.digestKind == nil)
    }

    @Test func withoutAKeyWholeRowsAreCounted() throws {
        let plan = try plan(shape(orders, key: []), shape(orders, key: []))
        #expect(plan.isMultiset && plan.keyCount == 3)
    }

    @Test func textKeysMeetInTheirBytesOrInOneCollation() throws {
        let old = shape([("code", .text)], key: ["code"], collation: "utf8mb4_unicode_ci")
        let same = try plan(old, old)
        #expect(same.readings.old.order == .index && !same.ordersByValue)
        #expect(same.digestKind == .crc)
        let other = try plan(
            old, shape([("code", .text)], key: ["code"], collation: "en_GB"), stores: (maria, postgres))
        #expect(other.readings.old.order == .bytes && other.ordersByValue)
        #expect(other.digestKind == nil)
    }

    @Test func digestsAreTakenWhereBothSidesCan() throws {
        let stamped = orders + [("at", .timestamp(digits: 3, zoned: true))]
        #expect(try plan(shape(stamped), shape(stamped), stores: (maria, postgres)).digestKind == .md5)
        #expect(try plan(shape(stamped), shape(stamped)).readings.old.columns.last?.digest == .timestamp(digits: 3))
        // One engine writes one number in one way; another engine may write it otherwise.
        for family in [ValueFamily.json, .double, .single, .time] {
            let told = shape(orders + [("odd", family)])
            #expect(try plan(told, told).digestKind == .crc)
            #expect(try plan(told, told, stores: (maria, postgres)).digestKind == nil)
        }
        let unbounded = shape([("id", .integer), ("n", .decimal(scale: 16_383))])
        #expect(try plan(unbounded, unbounded, stores: (postgres, postgres)).digestKind == .md5)
        #expect(try plan(shape([("id", .integer), ("n", .decimal(scale: 2))]), unbounded).digestKind == nil)
        let rule = ColumnRule(trims: true)
        #expect(
            try plan(shape(orders), shape(orders), columns: [ColumnPair("id"), ColumnPair("note", rule: rule)])
                .digestKind == nil)
    }

    @Test func refusals() throws {
        func refusal(_ make: () throws(CouldNotCheck) -> ComparisonPlan) -> String {
            do throws(CouldNotCheck) {
                _ = try make()
                return "nothing refused"
            } catch {
                return "\(error)"
            }
        }
        let all = shape(orders + [("at", .timestamp(digits: 0, zoned: false))])
        #expect(
            refusal { () throws(CouldNotCheck) in try plan(all, all, key: [ColumnPair("nr")]) }
                == "could not check: orders: the old side has no column nr; it has total, id, note, at")
        #expect(
            refusal { () throws(CouldNotCheck) in try plan(all, all, columns: [ColumnPair(old: "at", new: "total")]) }
                .contains("have nothing in common"))
        #expect(
            refusal { () throws(CouldNotCheck) in
                try plan(all, all, columns: [ColumnPair("note", rule: ColumnRule(minorUnits: 2))])
            }.contains("a change of units is asked for"))
        #expect(
            refusal { () throws(CouldNotCheck) in
                try plan(all, all, key: [ColumnPair("total", rule: ColumnRule(tolerance: 1))])
            }.contains("a tolerance in the key"))
        #expect(
            refusal { () throws(CouldNotCheck) in
                try plan(all, all, columns: [ColumnPair("note"), ColumnPair(old: "note", new: "total")])
            }.contains("named twice"))
        #expect(
            refusal { () throws(CouldNotCheck) in try plan(all, all, leftOut: [.init(column: "nr", why: "")]) }
                .contains("on neither side"))
        let odd = shape(orders + [("place", .other("point"))])
        #expect(
            refusal { () throws(CouldNotCheck) in try plan(odd, odd, stores: (maria, postgres)) }
                .contains("known to one engine only"))
        #expect(try plan(odd, odd).columns.last?.form == .opaque)
    }

    @Test func keysAreTranslatedToWhatTheOtherSideMayWrite() throws {
        func translated(_ old: ValueFamily, _ new: ValueFamily, _ rule: ColumnRule, _ key: String?, from side: Side)
            throws -> [String?]
        {
            let plan = try plan(
                shape([("id", old)]), shape([("id", new)]), key: [ColumnPair("id", rule: rule)],
                stores: (maria, postgres))
            return plan.translate(RowKey([key.map { Array($0.utf8) }]), from: side)
                .map { $0.cells[0].map { String(decoding: $0, as: UTF8.self) } }
        }
        let plain = ColumnRule()
        #expect(try translated(.integer, .integer, plain, "7", from: .old) == ["7"])
        #expect(
            try translated(.text, .uuid, plain, "0123456789ABCDEF0123456789ABCDEF", from: .old) == [
                "01234567-89ab-cdef-0123-456789abcdef"
            ])
        #expect(try translated(.text, .uuid, plain, "01234567-89ab-cdef-0123-456789abcdef", from: .new).count == 4)
        #expect(
            try translated(.integer, .decimal(scale: 2), ColumnRule(minorUnits: 2), "1250", from: .old)
                == ["12.50"].map { $0.dropLast() + "" })
        #expect(
            try translated(.integer, .decimal(scale: 2), ColumnRule(minorUnits: 2), "12.50", from: .new) == ["1250"])
        let labels = ColumnRule(values: ["a": "x", "b": "x"])
        #expect(try translated(.text, .text, labels, "a", from: .old) == ["x"])
        #expect(try translated(.text, .text, labels, "x", from: .new) == ["a", "b", "x"])
        let zoned = ColumnRule(oldZone: try zone("Europe/Berlin"))
        let (local, utc) = (
            ValueFamily.timestamp(digits: 0, zoned: false), ValueFamily.timestamp(digits: 0, zoned: true)
        )
        #expect(try translated(local, utc, zoned, "2026-11-21 11:00:00", from: .old) == ["2026-11-21 10:00:00"])
        #expect(try translated(local, utc, zoned, "2026-11-21 10:00:00", from: .new) == ["2026-11-21 11:00:00"])
        #expect(
            try translated(local, utc, zoned, "2026-10-25 02:30:00", from: .old) == [
                "2026-10-25 00:30:00", "2026-10-25 01:30:00",
            ])
        #expect(try translated(.text, .text, ColumnRule(emptyIsNull: true), "", from: .old) == [nil, ""])
        #expect(try translated(.boolean, .text, plain, "1", from: .old).contains("true"))
    }
}
