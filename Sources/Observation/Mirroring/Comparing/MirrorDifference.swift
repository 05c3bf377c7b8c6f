/// What kind of thing differs between two answers to the same read.
public enum MirrorCause: Sendable, Hashable, Codable {
    case status(old: Int, new: Int)
    /// The old side answered, the new one did not.
    case noAnswer(String)
    case header(String)
    case body(PagePart)

    /// `status 200 → 500`, `header x-robots-tag`, `body: title`.
    public var text: String {
        switch self {
        case .status(let old, let new): "status \(old) → \(new)"
        case .noAnswer(let why): "the new side \(why)"
        case .header(let name): "header \(name)"
        case .body(let part): "body: \(part.rawValue)"
        }
    }

    /// What a page must be steady in for such a difference to mean anything.
    var subject: String {
        switch self {
        case .status, .noAnswer: "answer"
        case .header, .body: text
        }
    }
}

/// A part of a page that is compared by itself, so that a difference has a name.
public enum PagePart: String, Sendable, Hashable, Codable, CaseIterable {
    case title
    case robots = "meta robots"
    case canonical
    /// Numbers beside a currency sign or with two decimals, in their order.
    case prices = "price-like text"
    /// All that is left.
    case other
}

/// One difference between two answers to the same read.
public struct MirrorDifference: Sendable, Hashable, Codable {
    public var cause: MirrorCause
    /// What stood there, for people: control characters escaped, at most 200 characters.
    public var old: String
    public var new: String

    init(_ cause: MirrorCause, old: String, new: String) {
        self.cause = cause
        self.old = PlainText.visible(old)
        self.new = PlainText.visible(new)
    }
}
