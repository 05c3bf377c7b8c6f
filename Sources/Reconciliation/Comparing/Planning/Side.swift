/// One of the two stores that are compared.
public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
    case old
    case new

    public var other: Side { self == .old ? .new : .old }
}

extension Sides {
    public subscript(side: Side) -> Value {
        @inlinable get { side == .old ? old : new }
        @inlinable set { if side == .old { old = newValue } else { new = newValue } }
    }

    /// The same thing, made for each side.
    public init<Failure: Error>(_ make: (Side) throws(Failure) -> Value) throws(Failure) {
        self.init(old: try make(.old), new: try make(.new))
    }
}
