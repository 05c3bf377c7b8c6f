/// Rewrites an SQL dump (mariadb-dump, mysqldump, mydumper) as it streams by. Only string literals and hexadecimal
/// blobs in the rows of `INSERT` and `REPLACE` change; all other bytes are copied as they are. Memory is bounded by the
/// longest literal.
///
///     var rewriter = DumpRewriter(map: map)
///     try rewriter.feed(bytes) { try out.write($0) }
///     try rewriter.finish { try out.write($0) }
public struct DumpRewriter: ~Copyable {
    /// Takes bytes to be written, all of them; a short write must be thrown as `RewritingError.stream`.
    public typealias Sink = (UnsafeRawBufferPointer) throws(RewritingError) -> Void

    public let options: DumpOptions
    public internal(set) var counts: DumpCounts
    /// The columns of the tables read so far.
    public internal(set) var tables: TableColumns

    let matcher: Matcher
    var pass: ValuePass
    let input = ByteStore(capacity: 4 << 20)
    let output = ByteStore(capacity: 1 << 20)
    /// How far the input was read, and how far it was copied to the output.
    var read = 0
    var copied = 0
    /// Of the input's first byte in the dump.
    var offset = 0
    var state = State.between
    var delimiter: [UInt8] = [0x3B]
    var rows = RowPlace()
    var copy = CopyPlace()
    /// How far the literal at `read` was searched for its end.
    var resume = 0
    var literalEscapes = false
    /// Between `searched` and `hit` there is no needle.
    private var searched = 0
    private var hit = -1
    /// Where that needle ends; the largest number where none is known.
    private var hitEnd = Int.max
    var scratch: [UInt8] = []
    var spelt: [UInt8] = []

    enum State {
        case between
        case lineComment
        case blockComment
        case rows
        case longLiteral
        case copying
    }

    /// Where in the rows of a statement.
    struct RowPlace {
        var table = ""
        var columns: [String]?
        var treatments: [ColumnRule.Treatment?] = []
        var depth = 0
        var column = 0
        var isBinary = false
        /// Values changed, by column.
        var changed: [Int] = []
        var quote: UInt8 = 0
    }

    /// Where in a statement that is copied.
    struct CopyPlace {
        /// Where the statement, or what of it was not looked at, starts.
        var start = 0
        /// The quote that is open, or 0; `#` and `*` for comments.
        var inside: UInt8 = 0
        var words = ""
        var noted = false
    }

    public init(map: RewriteMap, options: DumpOptions = DumpOptions()) { self.init(map.matcher, options) }

    private init(_ matcher: Matcher, _ options: DumpOptions) {
        self.options = options
        tables = options.tables
        self.matcher = matcher
        counts = DumpCounts(byMap: Array(repeating: 0, count: matcher.rules.count))
        pass = ValuePass(matcher, Rewriter.nowhere, 0)
    }

    /// Reads `CREATE TABLE` statements of a schema that stands in a file of its own, as mydumper's do.
    public mutating func learn(schema: UnsafeRawBufferPointer) throws(RewritingError) {
        var reader = DumpRewriter(matcher, options)
        try reader.feed(schema) { _ throws(RewritingError) in }
        try reader.finish { _ throws(RewritingError) in }
        tables.names.merge(reader.tables.names) { _, new in new }
    }

    /// Takes the next bytes of the dump and gives what is ready to `sink`.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer, into sink: Sink) throws(RewritingError) {
        guard let start = bytes.baseAddress else { return }
        let base = start.assumingMemoryBound(to: UInt8.self)
        counts.bytesRead += bytes.count
        var p = 0
        while p < bytes.count {
            let size = min(1 << 20, bytes.count - p)
            input.append(base + p, size)
            p += size
            try work(isLast: false, sink)
        }
    }

    /// Ends the dump.
    /// - Throws: `RewritingError.cutShort` if the dump ends inside a statement; what there was has then been written.
    public mutating func finish(into sink: Sink) throws(RewritingError) {
        try work(isLast: true, sink)
        let inside = unfinished
        read = input.count
        try copyOut(to: read, sink)
        try flush(sink)
        closeRows()
        if let inside { throw .cutShort(offset: counts.bytesRead, inside: inside) }
    }

    private var unfinished: String? {
        switch state {
        case .between, .lineComment: nil
        case .blockComment: "a comment"
        case .rows: "the rows of \(rows.table)"
        case .longLiteral: "a literal of \(rows.table)"
        case .copying: "the statement '\(copy.words)'"
        }
    }

    private mutating func work(isLast: Bool, _ sink: Sink) throws(RewritingError) {
        while try step(isLast: isLast, sink) {}
        try copyOut(to: read, sink)
        let gone = read
        input.dropFirst(gone)
        input.shrink(to: 8 << 20)
        offset += gone
        resume = max(0, resume - gone)
        searched -= gone
        hit -= gone
        if hitEnd != Int.max { hitEnd -= gone }
        copy.start -= gone
        (read, copied) = (0, 0)
    }

    /// Does one thing; false if more bytes are needed for the next.
    private mutating func step(isLast: Bool, _ sink: Sink) throws(RewritingError) -> Bool {
        switch state {
        case .between: return between(isLast: isLast)
        case .lineComment: return skip(to: "\n", isLast: isLast)
        case .blockComment: return skip(to: "*/", isLast: isLast)
        case .rows: return try readRows(isLast: isLast, sink)
        case .longLiteral: return passLiteral(isLast: isLast)
        case .copying: return copyStatement(isLast: isLast)
        }
    }

    // MARK: Between statements

    private mutating func between(isLast: Bool) -> Bool {
        let (base, count) = (UnsafePointer(input.base), input.count)
        while read < count, base[read] <= 0x20 { read += 1 }
        guard read < count else { return false }
        // Enough to tell comments and words apart.
        guard isLast || count - read >= 64 else { return false }
        let next = read + 1 < count ? base[read + 1] : 0
        if base[read] == 0x23 || (base[read] == 0x2D && next == 0x2D) {
            if starts("-- Dump completed") { counts.saysComplete = true }
            state = .lineComment
            return true
        }
        // MariaDB's first line, which switches its client's sandbox on, is a statement without an end.
        let isComment = !starts("/*!") && (!starts("/*M!") || starts("/*M!999999\\-"))
        if base[read] == Byte.slash, next == 0x2A, isComment {
            read += 2
            state = .blockComment
            return true
        }
        if starts("DELIMITER ") || starts("delimiter ") { return readDelimiter(isLast: isLast) }
        if delimiter == [0x3B] {
            switch StatementHead.read(base, read, count, isLast: isLast || count - read > 4 << 20) {
            case .open: return false
            case .rows(let table, let columns, let end):
                beginRows(table, columns)
                read = end
                return true
            case .table(let name, let columns): tables.names[name] = columns
            case .other: break
            }
        }
        copy = CopyPlace(start: read, words: words())
        state = .copying
        return true
    }

    /// The first words of the statement at `read`, to name it by.
    private func words() -> String {
        let line = (read..<min(read + 60, input.count)).map { input.base[$0] }.prefix { $0 != 10 && $0 != Byte.tick }
        return String(decoding: line.map { $0 < 0x20 || $0 >= 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }

    func starts(_ text: StaticString) -> Bool {
        let size = text.utf8CodeUnitCount
        guard read + size <= input.count else { return false }
        return (0..<size).allSatisfy { input.base[read + $0] == text.utf8Start[$0] }
    }

    /// Goes to after `mark`.
    private mutating func skip(to mark: StaticString, isLast: Bool) -> Bool {
        let (base, count, size) = (input.base, input.count, mark.utf8CodeUnitCount)
        while read + size <= count {
            if base[read] == mark.utf8Start[0], size == 1 || base[read + 1] == mark.utf8Start[1] {
                read += size
                state = .between
                return true
            }
            read += 1
        }
        return false
    }

    private mutating func readDelimiter(isLast: Bool) -> Bool {
        var end = read
        while end < input.count, input.base[end] != 10 { end += 1 }
        guard end < input.count || isLast else { return false }
        let word = (read..<end).map { input.base[$0] }.dropFirst(10).filter { $0 > 0x20 }
        if !word.isEmpty { delimiter = Array(word) }
        read = end
        return true
    }

    // MARK: Needles and output

    /// A needle stands in `low..<high` of the input. Each byte is searched about once.
    @inline(__always)
    mutating func holdsNeedle(_ low: Int, _ high: Int) -> Bool {
        if low >= searched, high <= hit { return false }
        return lookForNeedle(low, high)
    }

    @inline(never)
    private mutating func lookForNeedle(_ low: Int, _ high: Int) -> Bool {
        let base = UnsafePointer(input.base)
        if low < searched || low > hit {
            searched = low
            if let found = matcher.search.next(base, low: low, from: 0, high: input.count) {
                (hit, hitEnd) = (found.start, found.end)
            } else {
                // The last bytes may hold the start of a needle whose rest has yet to come.
                (hit, hitEnd) = (max(low, input.count - matcher.search.longest + 1), Int.max)
            }
        }
        guard hit < high else { return false }
        return hitEnd <= high || matcher.search.next(base, low: low, from: 0, high: high) != nil
    }

    /// Makes the pass ready for `low..<high` of the input, of which `holdsNeedle` has said yes.
    mutating func resetPass(_ low: Int, _ high: Int) {
        pass.reset(input.base, high, searched: hitEnd <= high ? low : 0, hit: hitEnd <= high ? hit : -1)
    }

    mutating func copyOut(to end: Int, _ sink: Sink) throws(RewritingError) {
        guard end > copied else { return }
        try write(UnsafePointer(input.base) + copied, end - copied, sink)
        copied = end
    }

    mutating func write(_ bytes: UnsafePointer<UInt8>, _ size: Int, _ sink: Sink) throws(RewritingError) {
        counts.bytesWritten += size
        if size >= 1 << 17 {
            try flush(sink)
            try sink(UnsafeRawBufferPointer(start: bytes, count: size))
        } else {
            output.append(bytes, size)
            if output.count >= 1 << 18 { try flush(sink) }
        }
    }

    private func flush(_ sink: Sink) throws(RewritingError) {
        guard output.count > 0 else { return }
        try sink(UnsafeRawBufferPointer(start: output.base, count: output.count))
        output.dropFirst(output.count)
    }

    mutating func note(_ kind: Finding.Kind, _ why: String, at offset: Int, column: String? = nil) {
        counts.findingsMet += 1
        guard counts.findings.count < options.findingsKept else { return }
        let table = state == .copying ? nil : rows.table
        counts.findings.append(Finding(kind: kind, why: why, offset: offset, table: table, column: column))
    }
}
