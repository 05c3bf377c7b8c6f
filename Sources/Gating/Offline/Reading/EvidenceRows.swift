/// Evidence as CSV: a header, then one row per look, signal, and milestone or segment.
///
///     at,signal,old_units,old_events,new_units,new_events,segment,milestone,exposure
///     2026-11-20T08:00:10Z,payment-success,120,117,6,6,,3s,5%
///
/// `at` is ms since 1970 or ISO 8601; rows of the same moment are one look. `segment` (`region=EU`), `milestone` (`3s`,
/// or ms; the last one where it is empty) and `exposure` (`5%`) may be left out. An exact signal takes `new_units` as
/// compared and `new_events` as mismatches. Fields may be quoted; a quoted field ends on its line.
struct EvidenceRows {
    private static let required = ["at", "signal", "old_units", "old_events", "new_units", "new_events"]
    private static let optional = ["segment", "milestone", "exposure"]

    private var columns: [String: Int] = [:]
    private var width = 0
    private var look: EvidenceLook?
    private var seen: Set<[String]> = []

    /// Takes in one line; hands out the look before, once a later one begins.
    mutating func add(
        _ line: String, number: Int, _ book: inout SignalBook
    ) throws(EvidenceFileError) -> EvidenceLook? {
        let fields = try Self.fields(line, number)
        guard width > 0 else {
            try readHeader(fields)
            return nil
        }
        guard fields.count == width else {
            throw .unusable(
                TextPlace(line: number, column: 1), what: "\(fields.count) fields, and the header has \(width)",
                mend: "write every column in every row; empty ones stay empty")
        }
        let at = try moment(fields)
        var finished: EvidenceLook?
        if let open = look, open.at != at {
            finished = open
            look = nil
        }
        if look == nil {
            look = EvidenceLook(at: at, place: TextPlace(line: number, column: 1))
            seen = []
        }
        try count(fields, &book)
        return finished
    }

    /// The last look; an error where there was not even a header.
    mutating func finish(line number: Int) throws(EvidenceFileError) -> EvidenceLook? {
        guard width > 0 else {
            throw .unusable(
                TextPlace(line: number, column: 1), what: "the file is empty",
                mend: "begin with the header " + Self.required.joined(separator: ","))
        }
        defer { look = nil }
        return look
    }

    private mutating func readHeader(_ fields: [Field]) throws(EvidenceFileError) {
        for (index, field) in fields.enumerated() {
            guard (Self.required + Self.optional).contains(field.text) else {
                throw .unusable(
                    field.place, what: "there is no column `\(EvidenceFigure.clipped(field.text))`",
                    mend: "use " + (Self.required + Self.optional).joined(separator: ","))
            }
            guard columns.updateValue(index, forKey: field.text) == nil else {
                throw .unusable(field.place, what: "column `\(field.text)` is there twice", mend: "take one out")
            }
        }
        if let missing = Self.required.first(where: { columns[$0] == nil }) {
            throw .unusable(
                TextPlace(line: fields.first?.place.line ?? 1, column: 1), what: "column `\(missing)` is missing",
                mend: "begin with the header " + Self.required.joined(separator: ","))
        }
        width = fields.count
    }

    private func field(_ name: String, _ fields: [Field]) -> Field? { columns[name].map { fields[$0] } }

    private func moment(_ fields: [Field]) throws(EvidenceFileError) -> Int {
        let field = fields[columns["at"] ?? 0]
        guard let at = EvidenceMoment.milliseconds(field.text) else {
            throw .unusable(
                field.place, what: "`\(EvidenceFigure.clipped(field.text))` is no moment",
                mend: "write ms since 1970, or 2026-11-20T08:00:10Z")
        }
        if let open = look, at < open.at {
            throw .unusable(
                field.place, what: "`\(field.text)` lies before the row above it",
                mend: "sort the rows by `at`: what is judged must have happened in this order")
        }
        return at
    }

    private mutating func count(_ fields: [Field], _ book: inout SignalBook) throws(EvidenceFileError) {
        let signal = fields[columns["signal"] ?? 0]
        let spec = try book.spec(signal.text, at: signal.place)
        let names = Self.required.dropFirst(2)
        var counts: [(value: Int, place: TextPlace)] = []
        for name in names {
            let field = fields[columns[name] ?? 0]
            counts.append((try EvidenceFigure.count(field.text, at: field.place), field.place))
        }
        let block = try EvidenceFigure.block(
            (counts[0].value, counts[1].value, counts[2].value, counts[3].value), old: counts[1].place,
            new: counts[3].place)
        let segment = field("segment", fields).flatMap { $0.text.isEmpty ? nil : $0 }
        let milestone = field("milestone", fields).flatMap { $0.text.isEmpty ? nil : $0 }
        if let segment, milestone != nil {
            throw .unusable(
                segment.place, what: "a segment is counted at the last milestone only",
                mend: "leave `milestone` empty in rows that name a segment")
        }
        let place = try milestone.map { field throws(EvidenceFileError) in try Self.milestone(field, spec) }
        guard seen.insert([spec.id, segment?.text ?? "", "\(place ?? spec.milestones.count - 1)"]).inserted else {
            throw .unusable(
                signal.place, what: "`\(spec.id)` is counted twice at this moment",
                mend: "write one row for each signal, milestone and segment of a look")
        }
        try takeExposure(fields)
        var evidence = look?.signals[spec.id] ?? Self.empty(spec)
        if spec.kind == .exact {
            evidence.exact = ExactResult(
                compared: block.newUnits, mismatches: block.newEvents,
                detail: "\(block.newUnits) compared, \(block.newEvents) mismatches")
        } else if let segment {
            evidence.segments[try SignalBook.segment(segment.text, of: spec, at: segment.place)] = block
        } else {
            evidence.milestones[place ?? spec.milestones.count - 1] = block
        }
        look?.signals[spec.id] = evidence
    }

    private static func empty(_ spec: SignalSpec) -> SignalEvidence {
        SignalEvidence(milestones: spec.milestones.map { _ in Block() })
    }

    private mutating func takeExposure(_ fields: [Field]) throws(EvidenceFileError) {
        guard let field = field("exposure", fields), !field.text.isEmpty else { return }
        let exposure = try EvidenceFigure.share(field.text, at: field.place)
        if let known = look?.exposure, known != exposure {
            throw .unusable(
                field.place, what: "the exposure is \(field.text), and another one above at the same moment",
                mend: "one look has one exposure")
        }
        look?.exposure = exposure
    }

    private static func milestone(_ field: Field, _ spec: SignalSpec) throws(EvidenceFileError) -> Int {
        guard let time = EvidenceMoment.duration(field.text), let index = spec.milestones.firstIndex(of: time) else {
            let known = spec.milestones.map { "\($0)ms" }.joined(separator: ", ")
            throw .unusable(
                field.place, what: "`\(EvidenceFigure.clipped(field.text))` is no milestone of `\(spec.id)`",
                mend: known.isEmpty ? "leave it empty" : "use one of \(known)")
        }
        return index
    }

    struct Field {
        var text: String
        var place: TextPlace
    }

    /// The fields of one line, without the spaces around them.
    private static func fields(_ line: String, _ number: Int) throws(EvidenceFileError) -> [Field] {
        var fields: [Field] = []
        var text = ""
        var column = 1
        var start = 1
        var (isQuoted, wasQuoted, isAfterQuote) = (false, false, false)
        func finished() -> Field {
            let trimmed = wasQuoted ? text : trim(text)
            return Field(text: trimmed, place: TextPlace(line: number, column: start))
        }
        for character in line.unicodeScalars {
            defer { column += 1 }
            if isQuoted {
                if character == "\"" {
                    (isQuoted, isAfterQuote) = (false, true)
                } else {
                    text.unicodeScalars.append(character)
                }
            } else if character == ",", !isQuoted {
                fields.append(finished())
                (text, start, wasQuoted, isAfterQuote) = ("", column + 1, false, false)
            } else if character == "\"", isAfterQuote {
                text.unicodeScalars.append(character)
                (isQuoted, isAfterQuote) = (true, false)
            } else if character == "\"", trim(text).isEmpty, !wasQuoted {
                (text, isQuoted, wasQuoted) = ("", true, true)
            } else if isAfterQuote, character != " " {
                throw .unusable(
                    TextPlace(line: number, column: column), what: "text after a closing quote",
                    mend: "write a quote inside quotes twice")
            } else if !isAfterQuote {
                text.unicodeScalars.append(character)
            }
        }
        guard !isQuoted else {
            throw .unusable(
                TextPlace(line: number, column: start), what: "a quote is not closed on its line", mend: "close it")
        }
        fields.append(finished())
        return fields
    }

    private static func trim(_ text: String) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
