/// Stands in the mutated copy of Planning, never in the product: the edits of which at most one is in force.
package enum Mutants {
    /// The edit in force; none when negative.
    nonisolated(unsafe) package static var selected = -1

    /// A condition, the other way round, or dropped: replaced by `dropped`.
    static func leaf(_ negate: Int, _ drop: Int, _ dropped: Bool, _ value: @autoclosure () -> Bool) -> Bool {
        if selected == negate { return !value() }
        return selected == drop ? dropped : value()
    }

    static func both(_ id: Int, _ one: Bool, _ other: @autoclosure () -> Bool) -> Bool {
        selected == id ? one || other() : one && other()
    }

    static func either(_ id: Int, _ one: Bool, _ other: @autoclosure () -> Bool) -> Bool {
        selected == id ? one && other() : one || other()
    }

    static func less<Value: Comparable>(_ id: Int, _ one: Value, _ other: Value) -> Bool {
        selected == id ? one <= other : one < other
    }

    static func atMost<Value: Comparable>(_ id: Int, _ one: Value, _ other: Value) -> Bool {
        selected == id ? one < other : one <= other
    }

    static func more<Value: Comparable>(_ id: Int, _ one: Value, _ other: Value) -> Bool {
        selected == id ? one >= other : one > other
    }

    static func atLeast<Value: Comparable>(_ id: Int, _ one: Value, _ other: Value) -> Bool {
        selected == id ? one > other : one >= other
    }
}
