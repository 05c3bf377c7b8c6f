/// A statement with `?` for each value, in order.
public struct LiveStatement: Sendable, Hashable {
    public var text: String
    public var values: [[UInt8]]

    public init(text: String, values: [[UInt8]]) {
        self.text = text
        self.values = values
    }
}
