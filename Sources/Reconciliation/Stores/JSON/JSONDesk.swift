import Databases
import Foundation

/// Reads an API's tables, and keeps the last one sorted.
actor JSONDesk {
    nonisolated let thread = BlockingThread(name: "json")
    private let base: URLComponents
    private let form: JSONForm
    private let limits: JSONLimits
    private let caller: JSONCaller
    private var sorted: (reading: TableReading, spool: SortedSpool)?

    init(base: URLComponents, form: JSONForm, secret: String?, limits: JSONLimits) {
        self.base = base
        self.form = form
        self.limits = limits
        caller = JSONCaller(header: form.header, secret: secret, rate: form.rate, limits: limits)
    }

    deinit { thread.end() }

    var lastAnswer: Double { get async { await caller.lastAnswer } }

    /// The columns that the first page's rows have.
    func shape(of source: RowSource) async throws(CouldNotCheck) -> TableShape {
        var pages = try pages(source, nil)
        let items = try await pages.next(caller) ?? []
        var columns = JSONColumns()
        for item in items { columns.see(item) }
        let shapes = columns.shapes(of: items.count)
        let isKeyed = form.key.allSatisfy { name in shapes.contains { $0.name == name && !$0.isNullable } }
        return TableShape(columns: shapes, key: isKeyed ? form.key : [], rows: nil)
    }

    func spool(_ reading: TableReading, again: Bool) async throws(CouldNotCheck) -> SortedSpool {
        if !again, let sorted, sorted.reading == reading { return sorted.spool }
        let sorting = JSONSorting(reading, on: thread)
        var pages = try pages(reading.source, reading.condition)
        while let items = try await pages.next(caller) {
            try await sorting.add(items)
        }
        let spool = try await sorting.finish()
        sorted = (reading, spool)
        return spool
    }

    func rows(of reading: TableReading, with keys: [RowKey]) async throws(CouldNotCheck) -> RowBatch {
        let families = reading.key.map(\.family)
        let wanted = keys.map { SortBytes.key($0, families) }
        guard let one = form.one else { return try await spool(reading, again: true).rows(with: wanted) }
        let names = reading.key.map(\.name)
        let sorting = JSONSorting(reading, on: thread)
        for key in keys {
            guard let url = address(of: one, key, names) else {
                throw .mapping(
                    base.path, why: "`\(one)` needs columns that are not in the key \(names)", mend: "check `one`")
            }
            guard let answer = try await caller.ask(url) else { continue }
            let item = answer.body.value(at: form.oneItem) ?? .null
            guard case .object = item else {
                throw .question(url, why: "its answer is no row", mend: "say where the row lies: #item=data")
            }
            try await sorting.add([item])
        }
        // An API may answer with another row than the one that was asked for.
        return try await sorting.finish().rows(with: wanted)
    }

    func close() async {
        sorted = nil
        await caller.close()
    }

    private func pages(_ source: RowSource, _ condition: String?) throws(CouldNotCheck) -> JSONPages {
        guard case .table(let name) = source else {
            throw .mapping("\(source)", why: "an API answers no query", mend: "name a `table`: a path of the API")
        }
        var parts = base
        parts.fragment = nil
        let path = name.split(separator: "/", omittingEmptySubsequences: true)
        guard !path.contains("..") else {
            throw .mapping(name, why: "this leaves the API's path", mend: "name a path within it")
        }
        let whole = parts.path.split(separator: "/") + (name == "/" ? [] : path)
        parts.path = "/" + whole.joined(separator: "/")
        if let condition {
            let query = [parts.percentEncodedQuery, condition].compactMap { $0 }.joined(separator: "&")
            guard let added = URLComponents(string: "?\(query)")?.percentEncodedQuery else {
                throw .mapping(name, why: "`\(condition)` is no part of a query", mend: "write name=value&name=value")
            }
            parts.percentEncodedQuery = added
        }
        return JSONPages(form, from: parts, bound: limits.pages)
    }

    /// The address of one row: each `{column}` of the template is the key's value.
    private func address(of template: String, _ key: RowKey, _ names: [String]) -> String? {
        var text = template
        for (name, cell) in zip(names, key.cells) {
            guard text.contains("{\(name)}") else { continue }
            let value = cell.map { String(decoding: $0, as: UTF8.self) } ?? ""
            guard let escaped = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init("-._~")))
            else { return nil }
            text = text.replacing("{\(name)}", with: escaped)
        }
        guard !text.contains("{") else { return nil }
        var parts = base
        (parts.query, parts.fragment, parts.path) = (nil, nil, "")
        return parts.url.map { $0.absoluteString + (text.hasPrefix("/") ? "" : "/") + text }
    }
}

extension CharacterSet {
    fileprivate init(_ characters: String) { self.init(charactersIn: characters) }
}

/// Sorts an API's rows on a thread that may block.
private actor JSONSorting {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    private let reading: TableReading
    private let paths: [[String]]
    private var sorter: SpoolSorter
    private let thread: BlockingThread

    init(_ reading: TableReading, on thread: BlockingThread) {
        self.thread = thread
        unownedExecutor = thread.asUnownedSerialExecutor()
        self.reading = reading
        paths = reading.columns.map { $0.name.split(separator: ".").map(String.init) }
        sorter = SpoolSorter(families: reading.key.map(\.family), columns: reading.columns.count)
    }

    func add(_ items: [JSONText]) throws(CouldNotCheck) {
        var batch = RowBatch(columns: paths.count)
        for item in items {
            for (index, path) in paths.enumerated() {
                // A member whose own name has dots in it comes before one within an object.
                let value = item.value(at: [reading.columns[index].name]) ?? item.value(at: path)
                JSONColumns.append(value, to: &batch)
            }
            batch.endRow()
        }
        try sorter.add(batch)
    }

    func finish() throws(CouldNotCheck) -> SortedSpool { try sorter.finish() }
}
