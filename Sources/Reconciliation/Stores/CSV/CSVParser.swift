/// Reads a CSV file by RFC 4180, byte by byte, from chunks of any size. Strict: what does not fit is an error with the
/// line it begins on, never a guess.
struct CSVParser {
    /// Bytes that one field may have.
    static let fieldBound = 16 << 20

    private enum State {
        case fieldStart, plain, quoted
        /// After a quote within quotes: doubled, or the end of the field.
        case quoteSeen
        /// After a carriage return outside of quotes.
        case returned
    }

    struct Flaw: Error {
        let line: Int
        let why: String
    }

    private let form: CSVForm
    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var isQuoted = false
    private(set) var line = 1
    /// The line on which the current row began.
    private var rowLine = 1
    private var isFirst = true
    private let null: [UInt8]?

    init(_ form: CSVForm) {
        self.form = form
        null = form.null.map { Array($0.utf8) }
    }

    /// One row: its cells, nil for NULL, and the line it began on.
    typealias Row = (cells: [[UInt8]?], line: Int)

    private var cells: [[UInt8]?] = []

    /// Takes in more of the file, and hands over each row that it ends.
    mutating func take(_ chunk: [UInt8], _ row: (Row) throws -> Void) throws {
        var place = 0
        if isFirst {
            isFirst = false
            if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        }
        while place < chunk.count {
            let run = ordinary(chunk, from: place)
            guard run > place else {
                try take(chunk[place], row)
                place += 1
                continue
            }
            try append(chunk[place..<run])
            if state == .fieldStart { state = .plain }
            place = run
        }
    }

    /// Where the bytes end that only belong to the present field.
    private func ordinary(_ chunk: [UInt8], from place: Int) -> Int {
        var end = place
        switch state {
        case .fieldStart, .plain:
            chunk.withUnsafeBufferPointer { bytes in
                while end < bytes.count {
                    let byte = bytes[end]
                    if byte == form.delimiter || byte == form.quote || byte == 10 || byte == 13 { break }
                    end += 1
                }
            }
        case .quoted:
            chunk.withUnsafeBufferPointer { bytes in
                while end < bytes.count, bytes[end] != form.quote, bytes[end] != 10 { end += 1 }
            }
        case .quoteSeen, .returned: break
        }
        return end
    }

    /// The end of the file.
    mutating func finish(_ row: (Row) throws -> Void) throws {
        if state == .quoted { throw Flaw(line: rowLine, why: "a quoted field does not end") }
        if state == .returned { throw Flaw(line: line, why: "a carriage return without a line feed") }
        if state != .fieldStart || !cells.isEmpty {
            try endField()
            try endRow(row)
        }
    }

    private mutating func take(_ byte: UInt8, _ row: (Row) throws -> Void) throws {
        switch state {
        case .quoted:
            if byte == form.quote {
                state = .quoteSeen
            } else {
                if byte == 10 { line += 1 }
                try append(byte)
            }
        case .returned:
            guard byte == 10 else { throw Flaw(line: line, why: "a carriage return without a line feed") }
            try endField()
            try endLine(row)
        case .fieldStart, .plain, .quoteSeen:
            if byte == form.delimiter {
                try endField()
            } else if byte == 10 {
                try endField()
                try endLine(row)
            } else if byte == 13 {
                state = .returned
            } else if byte == form.quote {
                switch state {
                case .fieldStart: (state, isQuoted) = (.quoted, true)
                case .quoteSeen:
                    state = .quoted
                    try append(byte)
                default: throw Flaw(line: line, why: "a quote within a field that does not begin with one")
                }
            } else if state == .quoteSeen {
                throw Flaw(line: line, why: "text after the closing quote of a field")
            } else {
                state = .plain
                try append(byte)
            }
        }
    }

    private mutating func append(_ byte: UInt8) throws { try append([byte]) }

    private mutating func append(_ run: ArraySlice<UInt8>) throws {
        guard field.count + run.count <= Self.fieldBound else {
            throw Flaw(line: rowLine, why: "a field is longer than \(Self.fieldBound >> 20) MB; is a quote missing?")
        }
        field.append(contentsOf: run)
    }

    private mutating func endField() throws {
        let isNull = !isQuoted && null.map { $0 == field } == true
        let isText = field.allSatisfy { $0 < 128 } || String(validating: field, as: UTF8.self) != nil
        if !isNull, !isText {
            throw Flaw(line: rowLine, why: "bytes that are not UTF-8; save the file as UTF-8")
        }
        cells.append(isNull ? nil : field)
        field.removeAll(keepingCapacity: true)
        isQuoted = false
        state = .fieldStart
    }

    private mutating func endLine(_ row: (Row) throws -> Void) throws {
        line += 1
        try endRow(row)
    }

    private mutating func endRow(_ row: (Row) throws -> Void) throws {
        let ended = (cells, rowLine)
        cells.removeAll(keepingCapacity: true)
        rowLine = line
        try row(ended)
    }
}
