/// Looks out of JSON objects: batches as a run counts them, with the moment of the look, or the rows of its journal.
///
///     {"at": "2026-11-20T08:00:10Z", "exposure": 0.05, "signals": {"payment-success": {"milestones":
///       [{"oldUnits": 120, "oldEvents": 117, "newUnits": 6, "newEvents": 6}]}}}
struct EvidenceJSON {
    private static let batchKeys = [
        "at", "decision", "exposure", "signals", "visitors", "lines", "missing", "sales", "requests", "firstFailure",
        "latency",
    ]
    private static let signalKeys = ["milestones", "segments", "events", "exact", "slower"]

    private var last: Int?

    init() {}

    mutating func news(
        _ object: PlacedJSON, _ journal: inout JournalEvidence, _ book: inout SignalBook
    ) throws(EvidenceFileError) -> EvidenceNews? {
        let members = try object.members()
        if members["body"] != nil, members["hash"] != nil { return try row(members, &journal, &book) }
        try Self.refuseOthers(members, Self.batchKeys)
        let at = try moment(members, object.place)
        return .look(try look(members, at: at, object.place, &book, onlyKnown: false))
    }

    private mutating func moment(
        _ members: [String: PlacedJSON.Member], _ place: TextPlace
    ) throws(EvidenceFileError) -> Int {
        guard let member = members["at"] else {
            throw .unusable(
                place, what: "a look without `at`", mend: "say when it was: ms since 1970, or 2026-11-20T08:00:10Z")
        }
        let text = try member.value.written()
        guard let at = EvidenceMoment.milliseconds(text) else {
            throw .unusable(
                member.value.place, what: "`\(EvidenceFigure.clipped(text))` is no moment",
                mend: "write ms since 1970, or 2026-11-20T08:00:10Z")
        }
        if let last, at < last {
            throw .unusable(
                member.value.place, what: "`\(text)` lies before the look above it",
                mend: "sort the looks by `at`: what is judged must have happened in this order")
        }
        last = at
        return at
    }

    /// A row of the journal, as `sluice journal show --rows` prints it.
    private mutating func row(
        _ members: [String: PlacedJSON.Member], _ journal: inout JournalEvidence, _ book: inout SignalBook
    ) throws(EvidenceFileError) -> EvidenceNews? {
        guard let body = members["body"], let kind = members["kind"]?.value else { return nil }
        guard !book.isOpen else {
            throw .unusable(
                body.place, what: "rows of a journal, which holds many signals and stages",
                mend: "judge them by the run's plan: --plan PLAN --stage ID")
        }
        let at = try moment(members, body.place)
        let text = try body.value.text()
        let content = try PlacedJSON.read(Array(text.utf8), from: body.value.place).members()
        if try kind.text() == "intent" { return try journal.intended(content) ? .takenBack : nil }
        if let batch = try content["evidence"]?.value.members()["_0"]?.value {
            let members = try batch.members()
            guard journal.isOurs(try members["decision"]?.value.text() ?? "") else { return nil }
            var look = try look(members, at: at, body.place, &book, onlyKnown: true)
            for (name, exact) in journal.takeWaiting() { look.signals[name, default: SignalEvidence()].exact = exact }
            return .look(look)
        }
        var found: [String: ExactResult] = [:]
        if let read = try content["read"]?.value.members(), let name = try read["signal"]?.value.text(),
            let exact = try read["_1"]?.value.members()["exact"]?.value, !exact.isNull
        {
            if book.exact.contains(name) { found[name] = try Self.exact(exact) }
        } else if let outcome = try content["outcome"]?.value.members()["_0"]?.value.members(),
            let exact = try outcome["result"]?.value.members()["compared"]?.value.members()["_0"]?.value
        {
            let result = try Self.exact(exact)
            for name in book.exact { found[name] = result }
        }
        guard journal.isOpen, !found.isEmpty, journal.mayTake(found) else { return nil }
        var look = EvidenceLook(at: at, place: body.place)
        for (name, exact) in found { look.signals[name] = SignalEvidence(exact: exact) }
        return .look(look)
    }

    /// - Parameter onlyKnown: leave out signals that are not judged, instead of refusing them.
    private func look(
        _ members: [String: PlacedJSON.Member], at: Int, _ place: TextPlace, _ book: inout SignalBook, onlyKnown: Bool
    ) throws(EvidenceFileError) -> EvidenceLook {
        var look = EvidenceLook(at: at, place: place)
        look.exposure = try members["exposure"].map { it throws(EvidenceFileError) in
            try EvidenceFigure.share(try it.value.written(), at: it.value.place)
        }
        look.decision = try members["decision"].map { it throws(EvidenceFileError) in try it.value.text() }
        look.lines = try members["lines"].map { it throws(EvidenceFileError) in try it.value.count() } ?? 0
        look.missing = try members["missing"].map { it throws(EvidenceFileError) in try it.value.count() } ?? 0
        if let visitors = members["visitors"] { look.visitors = try Self.block(visitors.value) }
        for signal in try members["signals"].map({ it throws(EvidenceFileError) in try it.value.list() }) ?? [] {
            if onlyKnown, (try? book.spec(signal.name, at: signal.place)) == nil { continue }
            let spec = try book.spec(signal.name, at: signal.place)
            look.signals[spec.id] = try Self.evidence(signal.value, spec)
        }
        return look
    }

    private static func evidence(_ json: PlacedJSON, _ spec: SignalSpec) throws(EvidenceFileError) -> SignalEvidence {
        let members = try json.members()
        try refuseOthers(members, signalKeys)
        var evidence = SignalEvidence()
        if let milestones = members["milestones"]?.value {
            evidence.milestones = try milestones.elements().map { it throws(EvidenceFileError) in try block(it) }
            guard evidence.milestones.isEmpty || evidence.milestones.count == spec.milestones.count else {
                throw .unusable(
                    milestones.place,
                    what: "\(evidence.milestones.count) milestones, and `\(spec.id)` has \(spec.milestones.count)",
                    mend: "write one block for each milestone, in ascending order")
            }
        }
        for segment in try members["segments"]?.value.list() ?? [] {
            let name = try SignalBook.segment(segment.name, of: spec, at: segment.place)
            evidence.segments[name] = try block(segment.value)
        }
        for event in try members["events"]?.value.elements() ?? [] {
            guard let side = Side(rawValue: try event.text()) else {
                throw .unusable(event.place, what: "an event of no side", mend: "write \"old\" or \"new\"")
            }
            evidence.events.append(side)
        }
        evidence.slower =
            try members["slower"]?.value.elements().map { it throws(EvidenceFileError) in try block(it) } ?? []
        if let exact = members["exact"]?.value, !exact.isNull { evidence.exact = try self.exact(exact) }
        return evidence
    }

    private static func exact(_ json: PlacedJSON) throws(EvidenceFileError) -> ExactResult {
        let members = try json.members()
        try refuseOthers(members, ["compared", "mismatches", "detail", "couldCheck", "figures", "stores"])
        func count(_ name: String) throws(EvidenceFileError) -> Int {
            guard let member = members[name] else { throw json.lacks(name) }
            return try member.value.count()
        }
        let (compared, mismatches) = (try count("compared"), try count("mismatches"))
        var couldCheck = true
        if let flag = members["couldCheck"]?.value {
            guard case .flag(let value) = flag.value else { throw flag.isNot("true or false") }
            couldCheck = value
        }
        return ExactResult(
            compared: compared, mismatches: mismatches,
            detail: try members["detail"]?.value.text() ?? "\(compared) compared, \(mismatches) mismatches",
            couldCheck: couldCheck)
    }

    private static func block(_ json: PlacedJSON) throws(EvidenceFileError) -> Block {
        let members = try json.members()
        let names = ["oldUnits", "oldEvents", "newUnits", "newEvents"]
        try refuseOthers(members, names)
        var counts: [(value: Int, place: TextPlace)] = []
        for name in names {
            guard let member = members[name] else { throw json.lacks(name) }
            counts.append((try member.value.count(), member.value.place))
        }
        return try EvidenceFigure.block(
            (counts[0].value, counts[1].value, counts[2].value, counts[3].value), old: counts[1].place,
            new: counts[3].place)
    }

    private static func refuseOthers(
        _ members: [String: PlacedJSON.Member], _ known: [String]
    ) throws(EvidenceFileError) {
        guard let other = members.values.filter({ !known.contains($0.name) }).min(by: { $0.place < $1.place }) else {
            return
        }
        throw .unusable(
            other.place, what: "there is no `\(EvidenceFigure.clipped(other.name))` here",
            mend: "use " + known.joined(separator: ", "))
    }
}
