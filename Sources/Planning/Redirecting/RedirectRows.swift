import Foundation

/// Reads the rows of a redirect file: `from,to`, then if wanted the status and `sign-off` or `start`. A first row of
/// `from,to,status,after` is skipped, as are empty lines and those that begin with `#`. A field may stand in double
/// quotes, as one with a comma in it must.
struct RedirectRows {
    /// Rows of one file.
    static let bound = 1_000_000

    private let bytes: UnsafeRawBufferPointer
    private let file: String
    private let reading: Reading
    private(set) var rows: [RedirectTable.Row] = []
    private var line = 0
    private var lineStart = 0
    private var isFirst = true

    /// - Parameter bytes: fewer than 4 GB.
    init(_ bytes: UnsafeRawBufferPointer, file: String, reading: Reading) {
        self.bytes = bytes
        self.file = file
        self.reading = reading
        // The byte-order mark that some programs begin a file with.
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        rows.reserveCapacity(min(Self.bound, bytes.count / 32))
        while start < bytes.count, !reading.isFull {
            line += 1
            lineStart = start
            let end = Self.lineEnd(bytes, from: start)
            take(trimmed(start..<end))
            start = end + 1
        }
    }

    private static func lineEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let base = bytes.baseAddress, let found = memchr(base + start, 10, bytes.count - start) else {
            return bytes.count
        }
        return UnsafeRawPointer(found) - base
    }

    private mutating func take(_ text: Range<Int>) {
        guard !text.isEmpty, bytes[text.lowerBound] != UInt8(ascii: "#") else { return }
        var rest = text
        // A field is never looked for twice, and a fifth one is enough to refuse a row.
        var found = 0
        var from = text
        var to = text
        var status = text.upperBound..<text.upperBound
        var after = status
        repeat {
            guard let field = field(&rest) else { return }
            switch found {
            case 0: from = field
            case 1: to = field
            case 2: status = field
            case 3: after = field
            default:
                return refuse("a row has two to four fields, and this is a fifth", at: field.lowerBound)
            }
            found += 1
        } while !rest.isEmpty
        defer { isFirst = false }
        if isFirst, found > 1, reads(from, "from"), reads(to, "to") { return }
        guard found > 1 else {
            return refuse(
                "a row has two to four fields, `from,to,status,after`, and this one has one", at: from.lowerBound)
        }
        guard rows.count < Self.bound else {
            return refuse("a redirect file has at most \(Self.bound) rows", at: from.lowerBound, .wrongFile)
        }
        guard isPath(from, "from"), isPath(to, "to"), let code = code(status), let moment = moment(after) else {
            return
        }
        rows.append(
            RedirectTable.Row(
                fromStart: UInt32(from.lowerBound), toStart: UInt32(to.lowerBound), line: UInt32(line),
                fromLength: UInt16(from.count), toLength: UInt16(to.count), status: code, after: moment))
    }

    /// The next field, without blanks and quotes around it; `rest` is left empty after the last one. Nil when it is
    /// refused.
    private func field(_ rest: inout Range<Int>) -> Range<Int>? {
        var place = rest.lowerBound
        while place < rest.upperBound, Self.isBlank(bytes[place]) { place += 1 }
        let isQuoted = place < rest.upperBound && bytes[place] == UInt8(ascii: "\"")
        let start = isQuoted ? place + 1 : place
        let stop = isQuoted ? UInt8(ascii: "\"") : UInt8(ascii: ",")
        place = start
        while place < rest.upperBound, bytes[place] != stop { place += 1 }
        let found = isQuoted ? start..<place : trimmed(start..<place)
        if isQuoted {
            guard place < rest.upperBound else {
                refuse("the quotes that begin here do not end on this line", at: start - 1)
                return nil
            }
            place += 1
            while place < rest.upperBound, Self.isBlank(bytes[place]) { place += 1 }
            guard place == rest.upperBound || bytes[place] == UInt8(ascii: ",") else {
                refuse("expected a comma after the closing quotes; write quotes within a path as %22", at: place)
                return nil
            }
        }
        // A comma at the end of a line begins one more field, which is empty.
        rest = place < rest.upperBound ? place + 1..<rest.upperBound : rest.upperBound..<rest.upperBound
        return found
    }

    private func isPath(_ field: Range<Int>, _ name: String) -> Bool {
        let isSimple = bytes[field].allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
        let path = Kind<String>.path
        if isSimple, field.count <= 2000, !field.isEmpty, bytes[field.lowerBound] == UInt8(ascii: "/") { return true }
        if !isSimple, !bytes[field].contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\"") }),
            let text = String(validating: bytes[field], as: UTF8.self), path.read(text) != nil
        {
            return true
        }
        refuse("`\(name)`: expected \(path.expected), found \(shown(field))", at: field.lowerBound)
        return false
    }

    private func code(_ field: Range<Int>) -> UInt16? {
        if field.isEmpty { return 0 }
        let text = field.count == 3 ? String(decoding: bytes[field], as: UTF8.self) : ""
        if let code = Kind<Int>.redirectStatus.read(text) { return UInt16(code) }
        refuse("`status`: expected \(Kind<Int>.redirectStatus.expected), found \(shown(field))", at: field.lowerBound)
        return nil
    }

    private func moment(_ field: Range<Int>) -> UInt8? {
        if field.isEmpty { return 0 }
        for moment in Redirect.After.allCases where reads(field, moment.rawValue) { return moment.code }
        refuse("`after`: expected sign-off or start, found \(shown(field))", at: field.lowerBound)
        return nil
    }

    private func refuse(_ message: String, at place: Int, _ code: ReadingCode = .wrongValue) {
        let before = String(decoding: bytes[lineStart..<place], as: UTF8.self).unicodeScalars.count
        reading.note(
            code, message, Position(file: file, line: line, column: before + 1),
            mend: code == .wrongFile
                ? "let patterns at the edge do what so many single redirects do"
                : "write `from,to`, or `from,to,status,after`: /old,/new,301,sign-off")
    }

    private func shown(_ field: Range<Int>) -> String {
        field.isEmpty ? "nothing" : "`\(Excerpt.of(String(decoding: bytes[field], as: UTF8.self)))`"
    }

    private func reads(_ field: Range<Int>, _ word: String) -> Bool { bytes[field].elementsEqual(word.utf8) }

    private func trimmed(_ text: Range<Int>) -> Range<Int> {
        var text = text
        while !text.isEmpty, Self.isBlank(bytes[text.lowerBound]) { text = text.lowerBound + 1..<text.upperBound }
        while !text.isEmpty, Self.isBlank(bytes[text.upperBound - 1]) { text = text.lowerBound..<text.upperBound - 1 }
        return text
    }

    /// A space, a tab, or the carriage return before a line feed.
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
}
