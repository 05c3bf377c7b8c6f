import Mustache

/// Page templates with every value escaped.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    /// - Parameter texts: name → template. They are part of the program: one that does not parse is a mistake in it.
    package init(_ texts: [String: String]) {
        MustacheContentTypes.register(ScalarEscaping(), named: ScalarEscaping.name)
        var templates: [String: MustacheTemplate] = [:]
        for (name, text) in texts {
            guard let template = try? MustacheTemplate(string: "{{% CONTENT_TYPE:\(ScalarEscaping.name)}}\n" + text)
            else {
                preconditionFailure("the template `\(name)` does not parse")
            }
            templates[name] = template
        }
        library = MustacheLibrary(templates: templates)
    }

    /// Renders one of the templates.
    /// - Parameter fields: values by name: text, numbers, booleans, further fields, or lists of fields.
    package func render(_ name: String, _ fields: [String: Any]) -> String {
        guard let text = library.render(fields, withTemplate: name) else {
            preconditionFailure("there is no template `\(name)`")
        }
        return text
    }
}

/// Escapes by Unicode scalar. Escaping by character, as the library does by itself, lets a quotation mark through that
/// carries a combining mark, and with it an attribute could be left.
private struct ScalarEscaping: MustacheContentType {
    static let name = "SCALARS"

    func escapeText(_ text: String) -> String { escaped(text) }
}

/// Text made safe for HTML and SVG, in elements and in quoted attributes. Controls that XML forbids become U+FFFD.
package func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "&": result += "&amp;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        case "\n", "\t": result.unicodeScalars.append(scalar)
        case _ where scalar.value < 32 || scalar.value == 127: result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
