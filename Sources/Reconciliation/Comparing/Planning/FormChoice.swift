import Foundation

/// How one pair of columns is compared, or why it cannot be.
struct FormChoice {
    let table: String
    let match: ColumnMatching.Match
    let stores: Sides<StoreKind>
    let isKey: Bool

    func comparison() throws(CouldNotCheck) -> ColumnComparison {
        let families = match.shapes.map(\.family)
        let rule = match.pair.rule
        guard let form = ComparedForm.of(families, declared: rule.kind, isMapped: !rule.values.isEmpty) else {
            if let kind = rule.kind { throw refused("\(types) cannot be read as \(kind.name)", "name another kind") }
            throw refused(
                "\(types) have nothing in common to be compared by",
                "say what kind of value both mean, leave the column out, or give it another type by a query")
        }
        if form == .opaque, stores.old.engine != stores.new.engine || match.shapes.old.type != match.shapes.new.type {
            throw refused("\(types) are known to one engine only", "say what kind of value both mean: text, perhaps")
        }
        if let trouble = misfit(rule, form, families) {
            throw refused("\(trouble.0) is asked for, but \(types) are compared as \(form.name)", trouble.1)
        }
        return ColumnComparison(pair: match.pair, families: families, form: form)
    }

    /// A part of the rule that would do nothing, or no good, and the way out.
    private func misfit(_ rule: ColumnRule, _ form: ComparedForm, _ families: Sides<ValueFamily>) -> (String, String)? {
        let without = "take it out of the rule"
        let isText = families.old.isWritten || families.new.isWritten || families.old == .json || families.new == .json
        let isNumeric =
            switch form {
            case .number, .floating: true
            default: false
            }
        if rule.minorUnits != 0, !isNumeric { return ("a change of units", without) }
        if rule.oldZone != nil || rule.newZone != nil, !form.isStamp { return ("a time zone", without) }
        if rule.tolerance < 0 { return ("a tolerance below nothing", "give one above 0") }
        if rule.tolerance > 0 {
            if !isNumeric, !form.isStamp, form != .time { return ("a tolerance", without) }
            if isKey { return ("a tolerance in the key", "name a key that is the same on both sides") }
        }
        if !rule.rewrites.isEmpty, form != .text, form != .json { return ("a rewrite of host names", without) }
        if rule.ignoresCase, form != .text { return ("a comparison without case", without) }
        if rule.trims, !isText { return ("a comparison without white space at the ends", without) }
        if rule.emptyIsNull, !isText, form != .bytes { return ("empty as NULL", without) }
        if abs(rule.minorUnits) > 30 { return ("a change of units by 10 to the power of \(rule.minorUnits)", without) }
        return nil
    }

    private var types: String {
        "\(match.pair.old) (\(match.shapes.old.type)) and \(match.pair.new) (\(match.shapes.new.type))"
    }

    private func refused(_ why: String, _ mend: String) -> CouldNotCheck { .mapping(table, why: why, mend: mend) }
}
