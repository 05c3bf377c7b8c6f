/// Where something stands in a plan: the file as it was named, and its line and column, both counted from 1.
public struct Position: Sendable, Hashable, Codable, CustomStringConvertible {
    public let file: String
    public let line: Int
    /// In characters, not bytes.
    public let column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, which terminals and editors turn into a link.
    public var description: String { "\(file):\(line):\(column)" }
}

/// A value together with the place in the plan that said it.
///
/// Every value of the model that a person wrote is kept like this to the end, so that a gate or a refused step hours
/// later can still point at the line that asked for it.
public struct At<Value> {
    public let value: Value
    public let position: Position

    public init(_ value: Value, _ position: Position) {
        self.value = value
        self.position = position
    }

    public func map<Other>(_ transform: (Value) -> Other) -> At<Other> {
        At<Other>(transform(value), position)
    }
}

extension At: Sendable where Value: Sendable {}
extension At: Equatable where Value: Equatable {}
extension At: Hashable where Value: Hashable {}
