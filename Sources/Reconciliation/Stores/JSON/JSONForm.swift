/// How an API gives its rows.
public struct JSONForm: Sendable, Hashable {
    /// How one page leads to the next.
    public enum Paging: Sendable, Hashable {
        /// Everything comes at once.
        case none
        /// A `Link` header with `rel="next"`, or the member at this path, holds the next page's address.
        case link(path: [String])
        /// The query's parameter counts pages, beginning with `first`; the last one is empty.
        case number(parameter: String, first: Int)
        /// The query's parameter takes what the member at `path` holds; none is the end.
        case cursor(parameter: String, path: [String])
        /// The query's parameter takes the last row's value of `column`; an empty page is the end.
        case after(parameter: String, column: String)
    }

    /// Where the rows lie in an answer; empty where the answer is a list.
    public var items: [String]
    public var paging: Paging
    /// The columns that tell one row from another.
    public var key: [String]
    /// An address for one row, with its key's columns in braces: `/v1/orders/{id}`; nil where there is none.
    public var one: String?
    /// Where the row lies in the answer of `one`.
    public var oneItem: [String]
    /// The header that carries the secret; with `Authorization` the secret is sent as a bearer token.
    public var header: String
    /// Requests in a second, at most; nil is as fast as answers come.
    public var rate: Double?

    public init(
        items: [String] = [], paging: Paging = .link(path: ["next"]), key: [String] = ["id"], one: String? = nil,
        oneItem: [String] = [], header: String = "Authorization", rate: Double? = nil
    ) {
        self.items = items
        self.paging = paging
        self.key = key
        self.one = one
        self.oneItem = oneItem
        self.header = header
        self.rate = rate
    }
}

/// Bounds of one question to an API.
public struct JSONLimits: Sendable, Hashable {
    /// For one answer, whole.
    public var answer: Duration
    /// Bytes of one answer.
    public var bytes: Int
    /// How often one request is made before it has failed.
    public var tries: Int
    /// The longest that a store may ask to be waited for.
    public var wait: Duration
    /// Pages of one table.
    public var pages: Int

    public init(
        answer: Duration = .seconds(30), bytes: Int = 32 << 20, tries: Int = 5, wait: Duration = .seconds(60),
        pages: Int = 1_000_000
    ) {
        self.answer = answer
        self.bytes = bytes
        self.tries = tries
        self.wait = wait
        self.pages = pages
    }
}
