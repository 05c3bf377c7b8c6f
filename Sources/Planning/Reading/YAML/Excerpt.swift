/// Text of a plan as it may stand in a message: short, and without characters that would steer a terminal.
enum Excerpt {
    /// How much of a text is shown, in Unicode scalars: one character could be as long as the plan.
    static let length = 60

    static func of(_ text: String) -> String {
        var shown = ""
        var count = 0
        for scalar in text.unicodeScalars {
            if count == length { return shown + "…" }
            shown += isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
            count += 1
        }
        return shown
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
        default: true
        }
    }
}
