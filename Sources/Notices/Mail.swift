internal import CCurl

/// One mail to one audience.
public struct Mail: Sendable, Hashable, Codable {
    public var from: String
    public var to: [String]
    public var subject: String
    public var text: String

    public init(from: String, to: [String], subject: String, text: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
    }
}
