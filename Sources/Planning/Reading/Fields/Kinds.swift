import Foundation

extension Kind where Value == String {
    static let text = Kind(
        "text that is not empty", shape: .text(pattern: nil), placeholder: ""
    ) { $0.isEmpty || $0.utf8.count > 10_000 ? nil : $0 }

    static let word = Kind(
        "a word of letters, digits, dots, dashes and underscores", pattern: WordForm.pattern, placeholder: "",
        read: WordForm.read)

    static let path = Kind("a path that begins with /", pattern: "^/[^\\s]*$", placeholder: "") { text in
        text.hasPrefix("/") && !text.contains(where: \.isWhitespace) && text.utf8.count <= 2000 ? text : nil
    }

    static let assignment = Kind("name=value", pattern: "^[A-Za-z0-9_.\\[\\]-]+=.*$", placeholder: "") { text in
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex, text.utf8.count <= 2000 else {
            return nil
        }
        let name = text[..<equals].utf8
        return name.allSatisfy { WordForm.isLetterOrDigit($0) || [45, 46, 91, 93, 95].contains($0) } ? text : nil
    }

    static let header = Kind("Name: value", pattern: "^[A-Za-z0-9-]+: .+$", placeholder: "") { text in
        guard let colon = text.range(of: ": "), colon.lowerBound > text.startIndex, colon.upperBound < text.endIndex,
            text.utf8.count <= 2000, !text.contains(where: \.isNewline)
        else { return nil }
        return text[..<colon.lowerBound].utf8.allSatisfy { WordForm.isLetterOrDigit($0) || $0 == 45 } ? text : nil
    }

    static let segment = Kind(
        "a dimension and its value such as region=EU", pattern: "^(region|device|variant)=[A-Za-z0-9._-]+$",
        placeholder: ""
    ) { text in
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, Signal.Dimension(rawValue: String(parts[0])) != nil, !parts[1].isEmpty,
            parts[1].utf8.allSatisfy({ WordForm.isLetterOrDigit($0) || [45, 46, 95].contains($0) })
        else { return nil }
        return text
    }

    static let probePath = Kind(
        "a path that begins with /, or with the name of a captured one: {next}", pattern: "^[/{][^\\s]*$",
        placeholder: ""
    ) { text in
        let begins = text.hasPrefix("/") || text.hasPrefix("{")
        return begins && !text.contains(where: \.isWhitespace) && text.utf8.count <= 2000 ? text : nil
    }

    static let zone = Kind("a time zone such as Europe/Berlin", pattern: "^[A-Za-z0-9_+/-]+$", placeholder: "") {
        TimeZone(identifier: $0) == nil ? nil : $0
    }
}

enum WordForm {
    static let pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

    static func read(_ text: String) -> String? {
        let bytes = text.utf8
        guard let first = bytes.first, isLetterOrDigit(first), bytes.count <= 64,
            bytes.allSatisfy({ isLetterOrDigit($0) || $0 == 45 || $0 == 46 || $0 == 95 })
        else { return nil }
        return text
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}

extension Kind where Value == Bool {
    static let flag = Kind("true or false", shape: .flag, placeholder: false) { text in
        switch text {
        case "true": true
        case "false": false
        default: nil
        }
    }
}

extension Kind where Value == Int {
    /// The version of the plan's language, written in one way in every file of a plan.
    static let version = Kind("1", shape: .integer(1...1), placeholder: 1) { $0 == "1" ? 1 : nil }

    static func integer(_ range: ClosedRange<Int>) -> Kind {
        let words =
            range.count == 1 ? "\(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Kind(words, shape: .integer(range), placeholder: range.lowerBound) { text in
            Int(text).flatMap { range.contains($0) && !text.hasPrefix("+") ? $0 : nil }
        }
    }
}

extension Kind {
    /// The id of a part of the plan.
    static func identifier<Owner>() -> Kind where Value == Identifier<Owner> {
        Kind("an id of letters, digits, dots, dashes and underscores", pattern: WordForm.pattern, placeholder: "") {
            WordForm.read($0).map { Identifier($0) }
        }
    }

    /// One of a fixed set of words.
    static func choice(_ type: Value.Type) -> Kind
    where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        let words = type.allCases.map(\.rawValue)
        // A choice without cases could not be written down, so there is always a first one.
        return Kind(
            words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))", shape: .choice(words),
            placeholder: type.allCases[type.allCases.startIndex]
        ) { Value(rawValue: $0) }
    }
}

extension Kind where Value == Writers.Writer {
    static let writer = Kind("none or a system's id", pattern: WordForm.pattern, placeholder: .none) { text in
        text == "none" ? Writers.Writer.none : WordForm.read(text).map { .system(Identifier($0)) }
    }
}

extension Kind where Value == Scope {
    static let scope = Kind(
        "\"*\" or a scope's name", pattern: "^([*]|[A-Za-z0-9][A-Za-z0-9._-]{0,63})$", placeholder: .everywhere
    ) {
        $0 == "*" ? .everywhere : WordForm.read($0).map { .named($0) }
    }
}

extension Kind where Value == ReachableHours {
    static let hours = Kind(
        "hours such as 09:00-17:30", pattern: "^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$", placeholder: .always
    ) { ReachableHours($0) }
}

extension Kind where Value == PlanTime {
    static let time = Kind(
        "a time with its offset such as 2026-11-21T09:30+01:00",
        pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})$",
        placeholder: PlanTime(milliseconds: 0)
    ) { PlanTime($0) }
}

extension Kind where Value == SecretReference {
    static let secret = Kind(
        "env:NAME, file:PATH or exec:COMMAND, never the secret itself", pattern: "^(env:[A-Za-z0-9_]+|(file|exec):.+)$",
        placeholder: .environment(""), isShown: false
    ) { SecretReference($0) }
}

extension Kind where Value == Int {
    static let redirectStatus = Kind(
        "301, 302, 303, 307 or 308", shape: .integer(301...308), placeholder: 302
    ) { text in
        Int(text).flatMap { [301, 302, 303, 307, 308].contains($0) ? $0 : nil }
    }
}
