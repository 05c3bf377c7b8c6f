import Crypto
import Foundation

/// The pages of one table, one after the other. A page that was there before is an error: it would be read for ever.
struct JSONPages {
    private let form: JSONForm
    private let start: URLComponents
    private let bound: Int
    private var url: URL?
    private var number: Int
    private var seen: Set<Data> = []
    private var count = 0

    /// - Parameter start: the address of the first page.
    init(_ form: JSONForm, from start: URLComponents, bound: Int) {
        self.form = form
        self.start = start
        self.bound = bound
        if case .number(let parameter, let first) = form.paging {
            number = first
            url = Self.adding(parameter, "\(first)", to: start)
        } else {
            number = 0
            url = start.url
        }
    }

    /// The rows of the next page; nil after the last.
    mutating func next(_ caller: JSONCaller) async throws(CouldNotCheck) -> [JSONText]? {
        guard let url else { return nil }
        let address = url.absoluteString
        guard count < bound else {
            throw .question(address, why: "it has more than \(bound) pages", mend: "ask for less")
        }
        count += 1
        guard let answer = try await caller.ask(address) else {
            if count > 1, case .number = form.paging { return nil }
            throw .refused(address, 404)
        }
        guard case .list(let items)? = answer.body.value(at: form.items) else {
            let place = form.items.isEmpty ? "the answer" : "`\(form.items.joined(separator: "."))` of the answer"
            throw .question(address, why: "\(place) is no list", mend: "say where the rows lie: #items=data.orders")
        }
        guard items.isEmpty || remember(.list(items)) else {
            throw .question(address, why: "it gives a page again that it gave before", mend: "check how it pages")
        }
        self.url = try following(answer, items, at: url)
        return items
    }

    private mutating func following(
        _ answer: JSONCaller.Answer, _ items: [JSONText], at url: URL
    ) throws(CouldNotCheck) -> URL? {
        switch form.paging {
        case .none: return nil
        case .link(let path):
            let text = answer.next ?? answer.body.value(at: path)?.plain
            guard let text, !text.isEmpty else { return nil }
            guard let next = URL(string: text, relativeTo: url)?.absoluteURL, Self.isSameServer(next, url) else {
                // The secret is for this server and for no other.
                throw .question(url.absoluteString, why: "its next page is on another server", mend: "check the API")
            }
            guard remember(.text(Array(next.absoluteString.utf8))) else {
                throw .question(url.absoluteString, why: "its next page was read before", mend: "check how it pages")
            }
            return next
        case .number(let parameter, _):
            number += 1
            return items.isEmpty ? nil : Self.adding(parameter, "\(number)", to: start)
        case .cursor(let parameter, let path):
            guard let cursor = answer.body.value(at: path)?.plain, !cursor.isEmpty else { return nil }
            return try step(parameter, cursor, url)
        case .after(let parameter, let column):
            guard let last = items.last else { return nil }
            guard let key = last.value(at: column.split(separator: ".").map(String.init))?.plain else {
                throw .question(
                    url.absoluteString, why: "its last row has no `\(column)`", mend: "name another column to page by")
            }
            return try step(parameter, key, url)
        }
    }

    private mutating func step(_ parameter: String, _ cursor: String, _ url: URL) throws(CouldNotCheck) -> URL? {
        guard remember(.text(Array(cursor.utf8))) else {
            throw .question(
                url.absoluteString, why: "it leads back to a page that was read", mend: "check how it pages")
        }
        return Self.adding(parameter, cursor, to: start)
    }

    /// False where it was seen before.
    private mutating func remember(_ value: JSONText) -> Bool {
        seen.insert(Data(SHA256.hash(data: value.bytes).prefix(16))).inserted
    }

    private static func adding(_ name: String, _ value: String, to start: URLComponents) -> URL? {
        var parts = start
        parts.queryItems =
            (parts.queryItems ?? []).filter { $0.name != name } + [URLQueryItem(name: name, value: value)]
        return parts.url
    }

    private static func isSameServer(_ one: URL, _ other: URL) -> Bool {
        one.scheme == other.scheme && one.host() == other.host() && one.port == other.port
    }
}
