import Foundation
public import Planning

/// Opens the stores that need no server of their own: SQLite, CSV, JSON over HTTP.
public enum LightStores {
    /// The store at an address; nil for an engine of another sort.
    ///
    /// - CSV: `?delimiter=;&quote='&header=no&null=NULL&types=text`; a tab is `%09`.
    /// - JSON: `#items=data.orders`, one of `next=paging.next`, `page=page` (`first=0`), `cursor=meta.cursor` with
    ///   `after=cursor`, or `after=since` with `by=id`; `pages=one` where all comes at once; `key=id`,
    ///   `one=/v1/orders/{id}` with `item=order`, `header=X-Token`, `rate=5`.
    ///
    /// - Parameter secret: the secret itself, read from where the plan says it is kept.
    public static func open(_ address: StoreAddress, secret: String?) throws(CouldNotCheck) -> (any ComparedStore)? {
        switch address.engine {
        case .mariadb, .postgresql: return nil
        case .sqlite: return try SQLiteStore(path: address.path)
        case .csv: return try CSVStore(path: address.path, form: try csv(address))
        case .json:
            var parts = URLComponents(string: address.text)
            parts?.scheme = address.scheme == "http+json" ? "http" : "https"
            parts?.fragment = nil
            return try JSONStore(parts?.string ?? "", form: try json(address), secret: secret)
        }
    }

    private static func csv(_ address: StoreAddress) throws(CouldNotCheck) -> CSVForm {
        var form = CSVForm()
        for option in address.query {
            switch option.name {
            case "delimiter": form.delimiter = try byte(option, address)
            case "quote": form.quote = try byte(option, address)
            case "header" where ["yes", "no"].contains(option.value): form.hasHeader = option.value == "yes"
            case "null": form.null = option.value
            case "types" where ["infer", "text"].contains(option.value): form.infersTypes = option.value == "infer"
            default: throw unknown(option, address, "delimiter, quote, header=no, null, types=text")
            }
        }
        guard form.delimiter != form.quote else {
            throw .mapping(address.path, why: "the delimiter and the quote are the same", mend: "write another")
        }
        return form
    }

    private static func byte(_ option: StoreAddress.Option, _ address: StoreAddress) throws(CouldNotCheck) -> UInt8 {
        let bytes = Array(option.value.utf8)
        guard bytes.count == 1, bytes[0] < 128, bytes[0] != 10, bytes[0] != 13 else {
            throw .mapping(
                address.path, why: "`\(option.name)` is not one character",
                mend: "write one, such as `\(option.name)=;`")
        }
        return bytes[0]
    }

    private static func json(_ address: StoreAddress) throws(CouldNotCheck) -> JSONForm {
        var form = JSONForm()
        let known = [
            "items", "next", "page", "first", "cursor", "after", "by", "pages", "key", "one", "item", "header", "rate",
        ]
        var given: [String: String] = [:]
        for option in address.options {
            guard known.contains(option.name) else {
                throw unknown(option, address, known.joined(separator: ", "))
            }
            given[option.name] = option.value
        }
        func path(_ name: String) -> [String]? { given[name].map { $0.split(separator: ".").map(String.init) } }
        form.items = path("items") ?? []
        form.oneItem = path("item") ?? []
        form.one = given["one"]
        form.header = given["header"] ?? form.header
        form.rate = given["rate"].flatMap { Double($0) }.flatMap { $0 > 0 ? $0 : nil }
        if let key = given["key"] { form.key = key.split(separator: ",").map(String.init) }
        if let parameter = given["page"] {
            form.paging = .number(parameter: parameter, first: given["first"].flatMap { Int($0) } ?? 1)
        } else if let cursor = path("cursor"), let parameter = given["after"] {
            form.paging = .cursor(parameter: parameter, path: cursor)
        } else if let parameter = given["after"] {
            form.paging = .after(parameter: parameter, column: given["by"] ?? form.key.first ?? "id")
        } else if given["pages"] == "one" {
            form.paging = .none
        } else {
            form.paging = .link(path: path("next") ?? ["next"])
        }
        return form
    }

    private static func unknown(
        _ option: StoreAddress.Option, _ address: StoreAddress, _ known: String
    ) -> CouldNotCheck {
        .mapping(address.path, why: "its address has no option `\(option.name)` like this", mend: "known are \(known)")
    }
}
