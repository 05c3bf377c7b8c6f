import Crypto
import Databases
import Foundation

/// Reads CSV files on a thread of its own.
actor CSVDesk {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    nonisolated let thread: BlockingThread
    private let path: String
    private let isFolder: Bool
    private let form: CSVForm
    /// The last reading, sorted, and the state of the file it was made of.
    private var sorted: (reading: TableReading, state: FileState, spool: SortedSpool)?
    private var digest: (state: FileState, text: String)?

    init(path: String, isFolder: Bool, form: CSVForm) {
        self.path = path
        self.isFolder = isFolder
        self.form = form
        thread = BlockingThread(name: "csv")
        unownedExecutor = thread.asUnownedSerialExecutor()
    }

    deinit { thread.end() }

    /// The names of the folder's files, or of the one file.
    func files() throws(CouldNotCheck) -> [String] {
        guard isFolder else { return [URL(filePath: path).lastPathComponent] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".csv") }.sorted()
        } catch {
            throw .file(path, "\(error.localizedDescription)")
        }
    }

    func shape(of source: RowSource) throws(CouldNotCheck) -> TableShape {
        let file = try file(source)
        var columns: [CSVColumn] = []
        var rows = 0
        try read(file) { names in
            columns = names.map { CSVColumn(name: $0) }
        } row: { cells in
            rows += 1
            for index in columns.indices { columns[index].see(cells[index]) }
        }
        let shapes = columns.map { $0.shape(infers: form.infersTypes) }
        return TableShape(columns: shapes, key: [], rows: rows)
    }

    func spool(_ reading: TableReading) throws(CouldNotCheck) -> SortedSpool {
        let file = try file(reading.source)
        if let condition = reading.condition {
            throw .mapping(
                file, why: "a CSV file cannot choose rows by `\(condition)`",
                mend: "leave `only` out on this side, and write a file of the rows that count")
        }
        let state = try FileState(file)
        if let sorted, sorted.reading == reading, sorted.state == state { return sorted.spool }
        sorted = nil
        var sorter = SpoolSorter(families: reading.key.map(\.family), columns: reading.columns.count)
        var batch = RowBatch(columns: reading.columns.count)
        var places: [Int] = []
        try read(file) { names throws(CouldNotCheck) in
            places = []
            for column in reading.columns {
                guard let place = names.firstIndex(of: column.name) else {
                    throw .mapping(file, why: "there is no column \(column.name)", mend: "check the first line")
                }
                places.append(place)
            }
        } row: { cells throws(CouldNotCheck) in
            for place in places {
                if let cell = cells[place] {
                    cell.withUnsafeBytes { batch.append($0) }
                } else {
                    batch.append(nil as String?)
                }
            }
            batch.endRow()
            guard batch.bytes.count >= 1 << 20 else { return }
            try sorter.add(batch)
            batch = RowBatch(columns: reading.columns.count)
        }
        try sorter.add(batch)
        let spool = try sorter.finish()
        guard try FileState(file) == state else {
            throw .store(file, why: "it was written while it was read")
        }
        sorted = (reading, state, spool)
        return spool
    }

    func rows(of reading: TableReading, with keys: [RowKey]) throws(CouldNotCheck) -> RowBatch {
        let families = reading.key.map(\.family)
        return try spool(reading).rows(with: keys.map { SortBytes.key($0, families) })
    }

    func key(_ count: Int, after: RowKey?, of reading: TableReading) throws(CouldNotCheck) -> RowKey? {
        try spool(reading).key(count, after: after, of: reading)
    }

    func position() throws(CouldNotCheck) -> StorePosition {
        let ms = Int(Date().timeIntervalSince1970 * 1000)
        if isFolder {
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
            var sum = SHA256()
            for name in names {
                let state = try FileState("\(path)/\(name)")
                sum.update(data: Data("\(name)/\(state.text)\n".utf8))
            }
            return StorePosition(kind: "file", at: sum.finalize().map { hexadecimal($0) }.joined(), ms: ms)
        }
        let state = try FileState(path)
        if let digest, digest.state == state { return StorePosition(kind: "file", at: digest.text, ms: ms) }
        var sum = SHA256()
        try chunks(of: path) { sum.update(data: $0) }
        let text = sum.finalize().map { hexadecimal($0) }.joined()
        digest = (state, text)
        return StorePosition(kind: "file", at: text, ms: ms)
    }

    func close() { sorted = nil }

    private func file(_ source: RowSource) throws(CouldNotCheck) -> String {
        switch source {
        case .query(let text):
            throw .mapping(path, why: "a CSV file answers no query (\(text))", mend: "name a `table`: the file")
        case .table(let name):
            guard isFolder else { return path }
            guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
                throw .mapping(name, why: "this leaves the folder \(path)", mend: "name a file in it")
            }
            return "\(path)/\(name)"
        }
    }

    /// Hands over the names of the columns, then the cells of each row; every row has as many as there are names.
    private func read(
        _ file: String, header: ([String]) throws(CouldNotCheck) -> Void,
        row: ([[UInt8]?]) throws(CouldNotCheck) -> Void
    ) throws(CouldNotCheck) {
        var parser = CSVParser(form)
        var names: [String]?
        let form = form
        func take(_ found: CSVParser.Row) throws {
            guard let known = names else {
                let given = found.cells.enumerated().map { index, cell in
                    form.hasHeader ? cell.map { String(decoding: $0, as: UTF8.self) } ?? "" : "\(index + 1)"
                }
                if let twice = Dictionary(grouping: given, by: \.self).first(where: { $1.count > 1 })?.key {
                    throw CSVParser.Flaw(line: found.line, why: "two columns are called \"\(twice)\"")
                }
                names = given
                try header(given)
                if !form.hasHeader { try row(found.cells) }
                return
            }
            guard found.cells.count == known.count else {
                throw CSVParser.Flaw(
                    line: found.line, why: "\(found.cells.count) fields instead of \(known.count)")
            }
            try row(found.cells)
        }
        do {
            try chunks(of: file) { try parser.take(Array($0), take) }
            try parser.finish(take)
        } catch let flaw as CSVParser.Flaw {
            throw .file("\(file), line \(flaw.line)", flaw.why)
        } catch let error as CouldNotCheck {
            throw error
        } catch {
            throw .file(file, "\(error)")
        }
        if names == nil { throw .file(file, "it is empty: not even a first line names its columns") }
    }

    private func chunks(of file: String, _ take: (Data) throws -> Void) throws(CouldNotCheck) {
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw .file(file, "it cannot be opened; check that it is there and may be read")
        }
        defer { try? handle.close() }
        do {
            while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
                if Task.isCancelled { throw CouldNotCheck.cancelled }
                try take(chunk)
            }
        } catch let error as CouldNotCheck {
            throw error
        } catch let flaw as CSVParser.Flaw {
            throw .file("\(file), line \(flaw.line)", flaw.why)
        } catch {
            throw .file(file, (error as NSError).localizedDescription)
        }
    }

    private func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

/// By which a file that was written to is told from the one before.
struct FileState: Hashable {
    let text: String

    init(_ path: String) throws(CouldNotCheck) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .file(path, String(cString: strerror(errno))) }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        text = "\(status.st_dev).\(status.st_ino)/\(status.st_size)/\(time.tv_sec).\(time.tv_nsec)"
    }
}

/// What the cells of a column have in common.
private struct CSVColumn {
    let name: String
    private var isNumber = true
    private var scale = 0
    private var hasNull = false
    private var hasValue = false

    init(name: String) { self.name = name }

    mutating func see(_ cell: [UInt8]?) {
        guard let cell else {
            hasNull = true
            return
        }
        hasValue = true
        guard isNumber else { return }
        let digits = cell.first == 45 ? cell.dropFirst() : cell[...]
        let whole = digits.prefix { (48...57).contains($0) }
        let rest = digits.dropFirst(whole.count)
        let fraction = rest.dropFirst()
        // `007` and `1.` are texts that happen to be made of digits.
        let isPlain = !whole.isEmpty && (whole.count == 1 || whole.first != 48) && whole.count < 40
        let isFraction =
            rest.isEmpty || rest.first == 46 && !fraction.isEmpty && fraction.allSatisfy { (48...57).contains($0) }
        isNumber = isPlain && isFraction
        scale = max(scale, fraction.count)
    }

    func shape(infers: Bool) -> ColumnShape {
        let isNumber = infers && isNumber && hasValue
        let family: ValueFamily = isNumber ? (scale == 0 ? .integer : .decimal(scale: scale)) : .text
        return ColumnShape(
            name: name, type: isNumber ? (scale == 0 ? "integer" : "decimal(\(scale))") : "text", family: family,
            isNullable: hasNull, collation: isNumber ? nil : "BINARY")
    }
}
