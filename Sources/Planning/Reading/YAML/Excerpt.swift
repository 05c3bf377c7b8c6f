/// Text of a plan as it may stand in a message: short, and without characters that would steer a terminal.
enum Excerpt {
    /// How much of a text is shown, in Unicode scalars: one character could be as long as the plan.
    static let length = 60

    static func of(_ text: String) -> String {
        var shown = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == length { return shown + "…" }
            shown += visible(scalar)
            count += 1
        }
        return shown
    }

    /// A whole message that quotes a plan, with what would steer a terminal written out.
    static func visible(_ message: String) -> String {
        if message.unicodeScalars.allSatisfy(isPlain) { return message }
        return message.unicodeScalars.map(visible).joined()
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
        default: true
        }
    }
}
