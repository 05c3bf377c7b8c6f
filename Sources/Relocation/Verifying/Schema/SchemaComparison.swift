/// Whether a schema has everything of another that is no row: pure.
public struct SchemaComparison: Sendable, Hashable {
    public let database: String
    /// Read before the rows were compared.
    public let old: SchemaForm
    /// Read after them, so that what both sides count on meanwhile is no loss.
    public let new: SchemaForm
    /// Tables of which nothing is compared.
    public let leftOut: Set<String>
    /// Tables that the old side has written since staging was copied, so that their counters are ahead.
    public let movedOn: Set<String>
    /// Nobody shops here: whatever the old side does, events stay off.
    public let isStaging: Bool

    public init(
        database: String, old: SchemaForm, new: SchemaForm, leftOut: Set<String> = [], movedOn: Set<String> = [],
        isStaging: Bool = false
    ) {
        (self.database, self.old, self.new) = (database, old, new)
        (self.leftOut, self.movedOn, self.isStaging) = (leftOut, movedOn, isStaging)
    }

    public var findings: [VerificationFinding] { tables() + forms() + counters() + code() + definers() }

    private func finding(
        _ check: String, _ wrong: [(subject: String, detail: String)], _ good: String
    ) -> [VerificationFinding] {
        guard wrong.isEmpty else {
            return wrong.sorted { $0.subject < $1.subject }.map { wrong in
                VerificationFinding(.rows, check, of: "\(database).\(wrong.subject)", .failed, wrong.detail)
            }
        }
        return [VerificationFinding(.rows, check, of: database, .passed, good)]
    }

    private var both: [String] {
        Set(old.tables.keys).intersection(new.tables.keys).subtracting(leftOut).sorted()
    }

    private func tables() -> [VerificationFinding] {
        let missing = Set(old.tables.keys).subtracting(new.tables.keys)
        let extra = Set(new.tables.keys).subtracting(old.tables.keys)
        return finding(
            "tables",
            missing.map { ($0, "the table is not on the new side; copy it: `sluice relocation transfer`") }
                + extra.map { ($0, "only the new side has this table; was the database empty before the copy?") },
            "\(new.tables.count) on both sides")
    }

    private func forms() -> [VerificationFinding] {
        var wrong: [(subject: String, detail: String)] = []
        for name in both {
            guard let before = old.tables[name], let after = new.tables[name] else { continue }
            let differing =
                Self.differing("column", before.columns, after.columns)
                + Self.differing("index", before.indexes, after.indexes)
            if !differing.isEmpty { wrong.append((name, differing.joined(separator: "; "))) }
        }
        return finding("columns and indexes", wrong, "\(both.count) tables alike")
    }

    private static func differing(
        _ what: String, _ before: [String: String], _ after: [String: String]
    ) -> [String] {
        Set(before.keys).union(after.keys).sorted().compactMap { name in
            switch (before[name], after[name]) {
            case (let before?, let after?) where before != after: "\(what) \(name) is \(after), not \(before)"
            case (let before?, nil): "\(what) \(name) (\(before)) is missing"
            case (nil, let after?): "\(what) \(name) (\(after)) is only on the new side"
            default: nil
            }
        }
    }

    private func counters() -> [VerificationFinding] {
        var wrong: [(subject: String, detail: String)] = []
        var counted = 0
        for name in both where !movedOn.contains(name) {
            guard let before = old.tables[name]?.counter else { continue }
            counted += 1
            let after = new.tables[name]?.counter ?? 0
            guard after < before else { continue }
            wrong.append(
                (name, "the counter would give \(after) next, and the old side was at \(before): numbers come twice"))
        }
        return finding("counters", wrong, "\(counted) no lower than on the old side")
    }

    private func code() -> [VerificationFinding] {
        var wrong: [(subject: String, detail: String)] = []
        for name in Set(old.code.keys).union(new.code.keys).sorted() {
            switch (old.code[name], new.code[name]) {
            case (_?, nil): wrong.append((name, "it is not on the new side; what it does would stop unseen"))
            case (nil, _?): wrong.append((name, "only the new side has it"))
            case (let before?, let after?):
                if Self.plain(before.text) != Self.plain(after.text) {
                    wrong.append((name, "it does something else on the new side"))
                }
                guard name.hasPrefix("event ") else { continue }
                if let detail = twice(before, after) { wrong.append((name, detail)) }
            case (nil, nil): break
            }
        }
        return finding(
            "triggers, events, views, routines", wrong, "\(old.code.count) alike, whoever defines them")
    }

    private func definers() -> [VerificationFinding] {
        let lacks = new.definers.lacking(comparedWith: old.definers).map { lack in
            let what =
                lack.isMissing ? "it does not exist (1449)" : "it may not \(lack.rights.joined(separator: ", ")) (1142)"
            return (subject: "\(lack.account)", detail: "\(what) on the new side: statements that fire its code fail")
        }
        return finding(
            "definers", lacks,
            "\(new.definers.rights.count) may do what they may on the old side")
    }

    /// What is wrong with where an event is switched on.
    private func twice(_ before: SchemaForm.Code, _ after: SchemaForm.Code) -> String? {
        if isStaging { return after.isEnabled ? "the event is on, and works for production from staging" : nil }
        if before.isEnabled, after.isEnabled { return "the event is on on both sides: what it does is done twice" }
        if new.isReadOnly, after.isEnabled { return "the event is on while the new side only follows" }
        return nil
    }

    private static func plain(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
