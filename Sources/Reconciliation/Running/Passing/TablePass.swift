/// The first reading of one table: every row of both sides is counted as equal or becomes a candidate.
struct TablePass {
    /// How many ranges are digested before what differs among them is read.
    static let window = 8
    /// Tables up to so many rows are read without measuring what would be quicker.
    static let small = 4 * KeyRanges.usual

    let reader: RangeReader
    let forced: TableResult.Way?
    /// Takes in what a range came to, and keeps where it stands when it is time to.
    let account: PassAccount

    private var plan: ComparisonPlan { reader.plan }
    private var calls: Sides<StoreCalls> { reader.calls }

    /// - Parameter rows: about how many there are.
    func run(rows: Int?) async throws(CouldNotCheck) {
        // What was being read when the program ended is read to its end, each side after its own last row.
        if let open = account.state.open { try await read(open) }
        guard !account.state.isRead else { return }
        if account.state.way == nil { try await choose(rows: rows) }
        switch account.state.way {
        case .pushDown: try await digest()
        case .stream, nil: try await read(KeyRange(after: account.state.done.old))
        }
    }

    /// Measures both ways on the first rows, which count as settled afterwards.
    private func choose(rows: Int?) async throws(CouldNotCheck) {
        if let forced {
            guard forced == .stream || plan.digestKind != nil else {
                throw .mapping(
                    plan.mapping.name, why: "not all of its columns can be digested alike on both sides",
                    mend: "leave out `--way push-down`")
            }
            return account.chose(forced, "it was asked for")
        }
        guard let kind = plan.digestKind else {
            return account.chose(.stream, "not everything that is compared can be digested alike on both sides")
        }
        if let rows, rows <= Self.small { return account.chose(.stream, "it has few rows") }
        let clock = SteadyClock()
        var ranges = KeyRanges(plan.readings.old, after: account.state.done.old, asking: calls)
        // One range to warm up, so that neither way pays for opening tables.
        let probes = try await ranges.next(3, asking: calls)
        guard probes.count == 3 else { return account.chose(.stream, "it has few rows") }
        try await read(probes[0])
        let began = clock.now
        let digests = RangeDigests(plan: plan, kind: kind, calls: calls)
        let digest = try await digests.digests(of: [probes[1]])
        let digested = clock.now
        try await settle(probes[1], as: digest[0])
        let reading = clock.now
        try await read(probes[2])
        let (byDigest, byReading) = (digested - began, clock.now - reading)
        account.chose(
            byDigest < byReading ? .pushDown : .stream,
            """
            a range of about \(ranges.wanted) rows: digests of both sides \(milliseconds(byDigest)), reading it from \
            both \(milliseconds(byReading))
            """)
    }

    private func milliseconds(_ seconds: Double) -> String { "\((seconds * 1_000).rounded()) ms" }

    private func digest() async throws(CouldNotCheck) {
        guard let kind = plan.digestKind else {
            throw .mapping(
                plan.mapping.name, why: "it was begun with digests, which are not possible any more",
                mend: "begin afresh: `--fresh`")
        }
        let digests = RangeDigests(plan: plan, kind: kind, calls: calls)
        var ranges = KeyRanges(plan.readings.old, after: account.state.done.old, asking: calls)
        // Where almost every range differs, digests are computed for nothing: windows are read without, and twice as
        // many each time it proves so again.
        var (unread, skips) = (0, 1)
        while true {
            let window = try await ranges.next(Self.window, asking: calls)
            guard let first = window.first, let last = window.last else { return }
            if unread > 0 {
                unread -= 1
                try await read(KeyRange(after: first.after, through: last.through))
                continue
            }
            var (most, differing) = (0, 0)
            for (range, both) in zip(window, try await digests.digests(of: window)) {
                most += max(both.old.rows, both.new.rows)
                if both.old != both.new { differing += 1 }
                try await settle(range, as: both)
            }
            skips = 4 * differing > 3 * window.count ? min(2 * skips, 16) : 1
            unread = skips > 1 ? skips : 0
            try await ranges.held(most, in: window.count, asking: calls)
        }
    }

    /// What has the same digest on both sides is the same; what has not is read.
    private func settle(_ range: KeyRange, as both: Sides<RangeDigest>) async throws(CouldNotCheck) {
        guard both.old == both.new else { return try await read(range) }
        var merged = RowMerge.Merged()
        merged.same = both.old.rows
        merged.read = both.map(\.rows)
        merged.done = Sides { _ in range.through }
        try account.found(merged)
    }

    private func read(_ range: KeyRange) async throws(CouldNotCheck) {
        let ranges = try account.open(range)
        let bytes = try await reader.read(ranges) { merged throws(CouldNotCheck) in try account.found(merged) }
        account.came(bytes)
        try account.closed(range)
    }
}
