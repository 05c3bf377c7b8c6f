import Foundation

/// One object inside a report, and where it stands in it, so that what is wrong can be pointed at.
struct ReportBody {
    let source: String
    let path: String
    private let tree: JSONTree

    init(_ bytes: Data, source: String) throws(IncidentError) {
        guard let tree = JSONTree(bytes), tree.object != nil else { throw .notJSON(source: source) }
        self.init(tree, source: source, path: "")
    }

    private init(_ tree: JSONTree, source: String, path: String) {
        self.tree = tree
        self.source = source
        self.path = path
    }

    /// A text that is there and not empty, as it came.
    func text(_ name: String) throws(IncidentError) -> String {
        guard let text = tree[name]?.text, !text.isEmpty else { throw wrong(name, "a text") }
        return text
    }

    /// A text for people on one line; nil where there is none.
    func shown(_ name: String) -> String? {
        tree[name]?.text.map { ShownText.plain($0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A name that tells incidents apart.
    func identifier(_ name: String) throws(IncidentError) -> String {
        let text = try text(name)
        guard text.utf8.count <= 200, text == ShownText.plain(text) else { throw wrong(name, "an id of 200 letters") }
        return text
    }

    /// ms since 1970.
    func time(_ name: String) throws(IncidentError) -> Int {
        guard let time = tree[name]?.text.flatMap(Timestamp.iso8601), time >= 100_000_000_000 else {
            throw wrong(name, "a time with its zone, after 1973")
        }
        return time
    }

    /// Nil unless it leads to a page: a link of another kind could do something else.
    func link(_ name: String) -> String? {
        guard let text = tree[name]?.text, text.utf8.count <= 2_000, text == ShownText.plain(text, limit: 2_000),
            let parts = URLComponents(string: text), parts.scheme == "https" || parts.scheme == "http",
            parts.host?.isEmpty == false, parts.user == nil
        else { return nil }
        return text
    }

    func object(_ name: String) throws(IncidentError) -> ReportBody {
        guard let found = optionalObject(name) else { throw wrong(name, "an object") }
        return found
    }

    func optionalObject(_ name: String) -> ReportBody? {
        guard let value = tree[name], value.object != nil else { return nil }
        return ReportBody(value, source: source, path: place(name))
    }

    func objects(_ name: String) throws(IncidentError) -> [ReportBody] {
        guard let list = tree[name]?.list else { throw wrong(name, "a list") }
        var bodies: [ReportBody] = []
        for (index, value) in list.enumerated() {
            guard value.object != nil else {
                throw .member(
                    source: source, at: "\(place(name))[\(index)]", expected: "an object", found: value.shown)
            }
            bodies.append(ReportBody(value, source: source, path: "\(place(name))[\(index)]"))
        }
        return bodies
    }

    func wrong(_ name: String, _ expected: String) -> IncidentError {
        .member(source: source, at: place(name), expected: expected, found: tree[name]?.shown ?? "nothing")
    }

    private func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
