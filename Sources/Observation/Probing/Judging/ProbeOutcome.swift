/// What walking one case on both sides came to.
public struct ProbeOutcome: Sendable, Hashable, Codable {
    public enum Ending: Sendable, Hashable, Codable {
        /// Both sides went through, and the values were compared.
        case compared
        /// The old side went as far as the new and answered well; the new did not, and this is why.
        case newFailed(String)
        /// The old side did not answer as expected: there is nothing to measure the new one by.
        case oldFailed(String)
        /// Time was up, or the reading was called off.
        case notRun(String)
    }

    public var `case`: String
    public var ending: Ending
    public var values: [ComparedPair]

    public init(case: String, ending: Ending, values: [ComparedPair] = []) {
        self.case = `case`
        self.ending = ending
        self.values = values
    }

    /// Differences that nobody declared; a new side that failed is one.
    public var mismatches: Int {
        switch ending {
        case .compared: values.count { !$0.isEqual && $0.declared == nil }
        case .newFailed: 1
        case .oldFailed, .notRun: 0
        }
    }

    /// Whether the case was checked.
    public var isChecked: Bool {
        switch ending {
        case .compared, .newFailed: true
        case .oldFailed, .notRun: false
        }
    }

    /// Each undeclared difference as a sentence: `promotion: TEN on eu/card: 9.00 old, 0.90 new`.
    public var findings: [String] {
        switch ending {
        case .compared:
            values.filter { !$0.isEqual && $0.declared == nil }.map { "\($0.name): \(`case`): \($0.told)" }
        case .newFailed(let why): ["\(`case`): the new side \(why)"]
        case .oldFailed, .notRun: []
        }
    }
}

/// One value on both sides.
public struct ComparedPair: Sendable, Hashable, Codable {
    public var name: String
    /// As the side said it; nil where it did not say it.
    public var old: String?
    public var new: String?
    public var isEqual: Bool
    /// Why the two may differ; nil where nobody declared it.
    public var declared: String?

    public init(name: String, old: String?, new: String?, isEqual: Bool, declared: String? = nil) {
        self.name = name
        self.old = old
        self.new = new
        self.isEqual = isEqual
        self.declared = declared
    }

    var told: String { "\(Self.shown(old)) old, \(Self.shown(new)) new" }

    private static func shown(_ value: String?) -> String {
        value.map { $0.isEmpty ? "empty" : PlainText.visible($0, limit: 80) } ?? "nothing"
    }
}

extension ComparedPair {
    /// Compares what both sides captured: amounts as amounts, all else as text with blanks evened out.
    static func compare(
        _ value: ComparedValue, old: [String: String], new: [String: String], declared: String?
    ) -> ComparedPair {
        let a = told(value.source, old)
        let b = told(value.source, new)
        let isEqual: Bool
        if let a, let b {
            if let x = Amount(a), let y = Amount(b) { isEqual = x.equals(y) } else { isEqual = a == b }
        } else {
            isEqual = a == nil && b == nil
        }
        return ComparedPair(name: value.name, old: a, new: b, isEqual: isEqual, declared: isEqual ? nil : declared)
    }

    private static func told(_ source: ComparedValue.Source, _ values: [String: String]) -> String? {
        switch source {
        case .captured(let name):
            return values[name].map(PlainText.of)
        case .difference(let first, let second):
            guard let a = values[first].map(PlainText.of), let b = values[second].map(PlainText.of) else { return nil }
            guard let x = Amount(a), let y = Amount(b), let less = x - y else { return "\(a) less \(b)" }
            return less.text
        }
    }
}
