import Foundation

/// What a plan says, value by value, as the records of its language asked for it: without comments, order of keys,
/// styles and the borders of files, and with every quantity in one unit.
package struct PlanValue: Sendable {
    package indirect enum Content: Sendable {
        case scalar(Scalar)
        case list([PlanValue])
        case record([Entry])
    }

    package struct Entry: Sendable {
        package let key: String
        package let value: PlanValue

        package init(key: String, value: PlanValue) {
            self.key = key
            self.value = value
        }
    }

    /// One word of the plan.
    package struct Scalar: Sendable {
        /// As it was written.
        package let text: String
        /// The same for all ways of writing the same: `60s` and `1m`.
        let meaning: String
        /// Of quantities: a number by which they can be ordered.
        let measure: Double?

        package init(text: String, meaning: String, measure: Double?) {
            self.text = text
            self.meaning = meaning
            self.measure = measure
        }
    }

    package let content: Content
    package let position: Position

    package init(content: Content, position: Position) {
        self.content = content
        self.position = position
    }

    /// The value of a record's key.
    subscript(key: String) -> PlanValue? {
        guard case .record(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    var scalar: Scalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The same for values that say the same.
    var meaning: String {
        switch content {
        case .scalar(let scalar): "=\(scalar.meaning)"
        case .list(let items): "[\(items.map(\.meaning).joined(separator: ","))]"
        case .record(let entries):
            "{\(entries.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value.meaning)" }.joined(separator: ","))}"
        }
    }

    /// As a person would write it in one line.
    var text: String {
        switch content {
        case .scalar(let scalar): scalar.text
        case .list(let items): "[\(items.map(\.text).joined(separator: ", "))]"
        case .record(let entries):
            "{ \(entries.filter { !$0.value.saysNothing }.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ")) }"
        }
    }

    /// An empty list says what a missing one does.
    var saysNothing: Bool {
        if case .list(let items) = content { items.isEmpty } else { false }
    }
}

/// Takes down what records read, in the order in which they ask.
final class ValueRecorder {
    private struct Open {
        let position: Position
        let isList: Bool
        var key = ""
        var items: [PlanValue] = []
        var entries: [PlanValue.Entry] = []
    }

    private var open: [Open] = []
    private(set) var root: PlanValue?

    /// A record or a list begins.
    func begin(_ position: Position, isList: Bool) { open.append(Open(position: position, isList: isList)) }

    /// It ends, and is a value of what stands around it.
    func end() {
        guard let done = open.popLast() else { return }
        let content: PlanValue.Content = done.isList ? .list(done.items) : .record(done.entries)
        add(PlanValue(content: content, position: done.position))
    }

    /// The key under which the next value of the present record stands.
    func name(_ key: String) {
        guard !open.isEmpty else { return }
        open[open.count - 1].key = key
    }

    /// A word was read.
    func add(_ text: String, read value: Any, _ position: Position) {
        let scalar = PlanValue.Scalar(text: text, meaning: Self.meaning(value), measure: Self.measure(value))
        add(PlanValue(content: .scalar(scalar), position: position))
    }

    private func add(_ value: PlanValue) {
        guard let last = open.indices.last else {
            root = value
            return
        }
        if open[last].isList {
            open[last].items.append(value)
        } else {
            open[last].entries.append(PlanValue.Entry(key: open[last].key, value: value))
        }
    }

    /// Every part of a value, since descriptions for people may round.
    private static func meaning(_ value: Any) -> String {
        if let number = value as? Decimal { return "\(number)" }
        let children = Mirror(reflecting: value).children
        guard !children.isEmpty else { return "\(value)" }
        return children.map { "\($0.label ?? "")(\(meaning($0.value)))" }.joined()
    }

    private static func measure(_ value: Any) -> Double? {
        switch value {
        case let number as Double: number
        case let number as Int: Double(number)
        case let number as Decimal: NSDecimalNumber(decimal: number).doubleValue
        case let duration as Duration: Double(duration.milliseconds)
        case let time as PlanTime: Double(time.milliseconds)
        case let step as ExposureStep: if case .share(let share) = step { share } else { 1 }
        default: nil
        }
    }
}

extension Plan {
    /// Everything the plan says; nil for a plan that was not read.
    package var values: PlanValue? {
        guard let root else { return nil }
        let reading = Reading()
        let recorder = ValueRecorder()
        reading.recorder = recorder
        _ = Fields.read(Plan.self, from: root, reading)
        return recorder.root
    }
}
