import Foundation

/// The reference page of the plan's language: one section for each part, in the order of the model.
public enum PlanReference {
    /// Markdown with a line feed at its end; the same text each time.
    public static func markdown() -> String {
        let catalogue = RecordCatalogue.plan
        let sections = catalogue.entries.map { section($0, of: catalogue) }
        return ([opening] + sections).joined(separator: "\n")
    }

    private static let opening = """
        # What can stand in a plan?

        Every part of a plan and every key it knows, written by the program from its own model. A plan is YAML 1.2; the
        first key of each of its files is `sluice: 1`. Any other key than these is an error. For how to begin see
        [How do I write a plan?](how-do-i-write-a-plan.md), for an editor that knows all this
        [How do I edit a plan with completion?](how-do-i-edit-a-plan-with-completion.md).

        """

    private static func section(_ entry: RecordCatalogue.Entry, of catalogue: RecordCatalogue) -> String {
        var lines = ["## \(entry.name)", ""]
        let places = entry.places.map { place in
            let holder = catalogue.name(of: place.holder)
            return "`\(place.field.key)` of [\(holder)](#\(anchor(holder)))"
        }
        if !places.isEmpty { lines += ["Stands in \(places.joined(separator: ", ")).", ""] }
        lines += ["| key | holds | required | says |", "| --- | --- | --- | --- |"]
        lines += entry.fields.map { field in
            let holds = catalogue.words(for: field) { name, title in "[\(title)](#\(anchor(name)))" }
            return "| `\(field.key)` | \(cell(holds)) | \(field.isRequired ? "yes" : "no") | \(cell(field.says)) |"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The link target that a page's renderer makes of a heading.
    private static func anchor(_ heading: String) -> String {
        String(heading.lowercased().compactMap { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : $0 == " " ? "-" : nil })
    }

    private static func cell(_ text: String) -> String {
        text.replacingOccurrences(of: "|", with: "\\|").replacingOccurrences(of: "*", with: "\\*")
    }
}
