import Databases
import Rewriting

/// One run over the tables of a schema, on one connection.
struct LiveRewriteRun {
    let line: MariaDBConnection
    let server: String
    let map: RewriteMap
    let terms: LiveRewriteTerms
    let rules: [ColumnRule]
    let marks: LiveRewriteMarks
    let isStopped: @Sendable () -> Bool
    var rewriter: Rewriter
    private var meter: RowMeter

    init(_ rewrite: LiveRewrite, _ line: MariaDBConnection) {
        self.line = line
        server = rewrite.server.name
        (map, terms, rules, isStopped) = (rewrite.map, rewrite.terms, rewrite.rules, rewrite.isStopped)
        marks = LiveRewriteMarks(schema: terms.schema, digest: LiveRewriteMarks.digest(of: map))
        rewriter = Rewriter(map)
        meter = RowMeter(rewrite.progress)
    }

    mutating func all(_ targets: [LiveTarget]) async throws(RelocationError) -> LiveRewriteCounts {
        var earlier = terms.isDryRun ? [:] : try await begin()
        for target in targets where earlier[target.table.name]?.made != target.made { earlier[target.table.name] = nil }
        meter.total = targets.reduce(0) { $0 + max($1.rows - (earlier[$1.table.name]?.counts.rows ?? 0), 0) }
        var total = LiveRewriteCounts(maps: map.entries.count)
        for target in targets {
            try stopWhereAsked()
            total.add(try await table(target, earlier[target.table.name]))
        }
        if !terms.isDryRun { try await execute(marks.forget) }
        meter.finish()
        return total
    }

    /// Nobody else rewrites the same schema meanwhile; what an earlier run has done is known.
    private func begin() async throws(RelocationError) -> [String: LiveRewriteMarks.Mark] {
        let lock = try await rows("SELECT GET_LOCK(CONCAT('sluice.', MD5(\(SQLText.text(terms.schema)))), 0)")
        guard lock.texts(of: 0).first == "1" else {
            throw .obstacles(
                step: "rewriting \(terms.schema)", lines: ["another run is at work on it: wait for its end"])
        }
        for statement in LiveRewriteMarks.form { try await execute(statement) }
        try await execute(marks.forgetOthers)
        return marks.read(try await rows(marks.question))
    }

    private mutating func table(
        _ target: LiveTarget, _ mark: LiveRewriteMarks.Mark?
    ) async throws(RelocationError) -> LiveRewriteCounts {
        if let mark, mark.isDone { return mark.counts }
        var counts = mark?.counts ?? LiveRewriteCounts(maps: map.entries.count)
        if mark == nil {
            counts.left = target.table.columns.filter { $0.holdsText && $0.isWide }.map {
                "\(target.table.name).\($0.name) is in \($0.characterSet ?? ""), which is not looked into"
            }
        }
        meter.phase = "rewriting \(target.table.name)"
        let isKept = !terms.isDryRun && !terms.firesTriggers && !target.triggers.isEmpty
        let plan: LivePlan?
        do throws(RewritingError) { plan = try LivePlan(target.table, map: map, rules: rules) } catch {
            try await keyless(target, &counts, isKept: isKept)
            return counts
        }
        guard let plan else { return counts }
        if isKept {
            try await leave(target, &counts) { run, found async throws(RelocationError) in
                try await run.keyed(target, plan, nil, &found, changes: false)
            }
        } else {
            try await keyed(target, plan, mark, &counts, changes: !terms.isDryRun)
        }
        return counts
    }

    /// A table whose triggers run at every update, and cannot be told not to: only what it holds is counted.
    private mutating func leave(
        _ target: LiveTarget, _ counts: inout LiveRewriteCounts,
        _ look: (inout LiveRewriteRun, inout LiveRewriteCounts) async throws(RelocationError) -> Void
    ) async throws(RelocationError) {
        var found = LiveRewriteCounts(maps: map.entries.count)
        try await look(&self, &found)
        counts.rows += found.rows
        guard found.values > 0 else { return }
        counts.left.append(
            "\(target.table.name) holds \(found.values) values to be rewritten and was left, because "
                + "\(target.triggers.joined(separator: ", ")) would run at every update; drop that for the time, or say "
                + "that it may run")
    }

    /// Pages through a table by its key.
    private mutating func keyed(
        _ target: LiveTarget, _ plan: LivePlan, _ mark: LiveRewriteMarks.Mark?, _ counts: inout LiveRewriteCounts,
        changes: Bool
    ) async throws(RelocationError) {
        let size = target.page(terms.batch)
        var start = mark?.start
        var last = mark?.last
        while true {
            let bound = try await rows(plan.bound(after: start, rows: target.span).spelled)
            let through = bound.isEmpty ? nil : bound.cells(of: 0).map { Array($0 ?? []) }
            var looked = target.span
            if through == nil {
                let rest = try await rows(plan.rest(after: start).spelled)
                looked = rest.texts(of: 0).first?.flatMap { Int($0) } ?? 0
            }
            var inner = last
            while true {
                try stopWhereAsked()
                let page = LiveRow.all(
                    try await rows(plan.page(after: inner, through: through, rows: size).spelled), plan)
                let isEnd = page.count < size
                if isEnd { counts.rows += looked }
                let place = isEnd ? through : page.last?.key
                if changes {
                    let isDone = isEnd && through == nil
                    let from = isEnd ? through : start
                    try await settle(page, plan, &counts) {
                        LiveRewriteMarks.Mark(made: target.made, start: from, last: place, isDone: isDone, counts: $0)
                    }
                } else {
                    for row in page { count(row, plan, &counts) }
                }
                if isEnd { break }
                inner = page.last?.key
            }
            meter.add(looked)
            (start, last) = (through, through)
            if through == nil { return }
        }
    }

    private mutating func count(_ row: LiveRow, _ plan: LivePlan, _ counts: inout LiveRewriteCounts) {
        let (statement, outcomes) = plan.update(key: row.key, cells: row.cells, with: &rewriter)
        if statement != nil { counts.changedRows += 1 }
        for (column, outcome) in outcomes { counts.add(outcome, plan.table.name, column) }
        noteKey(row, plan, &counts)
    }

    mutating func noteKey(_ row: LiveRow, _ plan: LivePlan, _ counts: inout LiveRewriteCounts) {
        for (column, cell) in zip(plan.table.key, row.key)
        where plan.leftInKey.contains(column) && rewriter.rewrite(cell).bytes != nil {
            let why = "a part of the row's key holds a source, and what refers to it is not known: left"
            counts.findingsMet += 1
            if counts.findings.count < LiveRewriteCounts.kept {
                counts.findings.append(
                    Finding(kind: .keyLeft, why: why, offset: 0, table: plan.table.name, column: column))
            }
        }
    }

    /// Value by value, where rows have no name.
    private mutating func keyless(
        _ target: LiveTarget, _ counts: inout LiveRewriteCounts, isKept: Bool
    ) async throws(RelocationError) {
        guard let values = LiveValues(target.table, map: map, rules: rules) else { return }
        guard target.bytes <= LiveRewriteTerms.keylessBytes else {
            counts.left.append(
                "\(target.table.name) has no key to page by and \(target.bytes >> 20) MiB: rewrite it in a dump")
            return
        }
        if isKept {
            try await leave(target, &counts) { run, found async throws(RelocationError) in
                try await run.byValue(values, &found, changes: false)
            }
        } else {
            try await byValue(values, &counts, changes: !terms.isDryRun)
        }
        let all = try await rows("SELECT COUNT(*) FROM \(SQLText.name(target.table.name))")
        let looked = all.texts(of: 0).first?.flatMap { Int($0) } ?? 0
        meter.add(looked)
        counts.rows += looked
        if !terms.isDryRun && !isKept {
            let mark = LiveRewriteMarks.Mark(made: target.made, start: nil, last: nil, isDone: true, counts: counts)
            try await execute(marks.writing(target.table.name, mark))
        }
    }

    private mutating func byValue(
        _ values: LiveValues, _ counts: inout LiveRewriteCounts, changes: Bool
    ) async throws(RelocationError) {
        let found = try await rows(values.candidates.spelled)
        for column in values.columns.indices {
            var seen: [[UInt8]: Int] = [:]
            for place in found.indices {
                if let cell = found.cells(of: place)[column] { seen[Array(cell), default: 0] += 1 }
            }
            for (value, times) in seen {
                let (statement, outcome) = values.update(column: column, value: value, with: &rewriter)
                var changed = times
                if changes, let statement {
                    switch await change(statement.spelled) {
                    case .success(let rows): changed = rows
                    case .failure(let error):
                        guard let line = Self.refusal(error, values.table.name, nil) else { throw explain(error) }
                        counts.refuse(line)
                        continue
                    }
                }
                counts.add(outcome, values.table.name, values.columns[column], rows: changed)
                if statement != nil { counts.changedRows += changed }
            }
        }
    }

    private func stopWhereAsked() throws(RelocationError) {
        if isStopped() || Task.isCancelled { throw .cancelled }
    }
}
