/// Reads evidence as it comes, byte after byte, in bounded memory: CSV, a list of JSON objects, JSON objects line by
/// line, or the rows of a run's journal. Strict: the first thing that is not as it should be ends it.
public struct EvidenceReader {
    /// The longest line of CSV, in bytes.
    private static let longest = 1 << 16

    private enum Form {
        case unknown
        case rows(EvidenceRows)
        case objects(EvidenceObjects)
    }

    private var form = Form.unknown
    private var book: SignalBook
    private var journal: JournalEvidence
    private var json = EvidenceJSON()
    private var line: [UInt8] = []
    private var number = 1
    private var mark: [UInt8] = []
    /// Spaces before the first byte of its line.
    private var lead = 0

    /// - Parameters:
    ///   - signals: those that are judged.
    ///   - unnamed: where `signals` is empty, the terms of the one signal that the file speaks of.
    ///   - unit: of a journal, only the looks at this unit are taken; all where it is nil.
    public init(_ signals: [SignalSpec], unnamed: SignalSpec? = nil, unit: String? = nil) {
        book = SignalBook(signals, unnamed: unnamed)
        journal = JournalEvidence(unit: unit)
    }

    /// Takes in bytes; hands on every look that they complete.
    public mutating func add(
        _ bytes: some Sequence<UInt8>, _ take: (EvidenceNews) throws(EvidenceFileError) -> Void
    ) throws(EvidenceFileError) {
        for byte in bytes { try add(byte, take) }
    }

    /// The file is at its end.
    public mutating func finish(
        _ take: (EvidenceNews) throws(EvidenceFileError) -> Void
    ) throws(EvidenceFileError) {
        switch form {
        case .unknown:
            throw .unusable(
                TextPlace(line: number, column: 1), what: "the file is empty",
                mend: "begin with the header at,signal,old_units,old_events,new_units,new_events, or with JSON")
        case .objects(let objects): try objects.finish()
        case .rows:
            if !line.isEmpty { try addLine(take) }
            if case .rows(var rows) = form, let look = try rows.finish(line: number) { try take(.look(look)) }
        }
    }

    private mutating func add(
        _ byte: UInt8, _ take: (EvidenceNews) throws(EvidenceFileError) -> Void
    ) throws(EvidenceFileError) {
        switch form {
        case .unknown: try begin(byte, take)
        case .rows:
            if byte == 10 { return try addLine(take) }
            line.append(byte)
            guard line.count <= Self.longest else {
                throw .unusable(
                    TextPlace(line: number, column: 1), what: "a line longer than \(Self.longest) bytes",
                    mend: "end each row with a line feed")
            }
        case .objects(var objects):
            form = .unknown
            defer { form = .objects(objects) }
            guard let object = try objects.add(byte) else { return }
            try Self.refuseBrokenText(object.bytes, from: object.place)
            let value = try PlacedJSON.read(object.bytes, from: object.place)
            if let news = try json.news(value, &journal, &book) { try take(news) }
        }
    }

    /// The first byte that is no space tells the form.
    private mutating func begin(
        _ byte: UInt8, _ take: (EvidenceNews) throws(EvidenceFileError) -> Void
    ) throws(EvidenceFileError) {
        // The mark that some programs write before the text says nothing that UTF-8 needs.
        if mark.count < 3, byte == [0xEF, 0xBB, 0xBF][mark.count], number == 1 { return mark.append(byte) }
        let isSpace = byte == 32 || byte == 9 || byte == 13 || byte == 10
        if isSpace {
            (number, lead) = byte == 10 ? (number + 1, 0) : (number, lead + 1)
            return
        }
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
            var objects = EvidenceObjects(from: TextPlace(line: number, column: lead + 1))
            _ = try objects.add(byte)
            form = .objects(objects)
        } else {
            form = .rows(EvidenceRows())
            line = mark.count % 3 == 0 ? Array(repeating: 32, count: lead) : mark
            try add(byte, take)
        }
    }

    private mutating func addLine(
        _ take: (EvidenceNews) throws(EvidenceFileError) -> Void
    ) throws(EvidenceFileError) {
        defer {
            line.removeAll(keepingCapacity: true)
            number += 1
        }
        if line.last == 13 { line.removeLast() }
        try Self.refuseBrokenText(line, from: TextPlace(line: number, column: 1))
        let text = String(decoding: line, as: UTF8.self)
        guard case .rows(var rows) = form, !text.allSatisfy({ $0 == " " || $0 == "\t" }) else { return }
        form = .unknown
        defer { form = .rows(rows) }
        if let look = try rows.add(text, number: number, &book) { try take(.look(look)) }
    }

    /// - Throws: with the place of the first byte that is not UTF-8.
    private static func refuseBrokenText(_ bytes: [UInt8], from start: TextPlace) throws(EvidenceFileError) {
        guard String(validating: bytes, as: UTF8.self) == nil else { return }
        var place = start
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        while true {
            switch decoder.decode(&rest) {
            case .scalarValue("\n"): place = TextPlace(line: place.line + 1, column: 1)
            case .scalarValue: place.column += 1
            case .emptyInput: return
            case .error:
                throw .unusable(place, what: "a byte that is not UTF-8", mend: "write the file in UTF-8")
            }
        }
    }
}
