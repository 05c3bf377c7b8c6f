/// Pieces of pictures that the plan's pages and commands share.
enum SVG {
    /// A coordinate to a tenth.
    static func number(_ value: Double) -> String {
        let text = Figures.decimal(value, 1).replacing("−", with: "-")
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A picture that stands by itself in a file: with its own colours, for light and dark.
    static func file(_ picture: String) -> String {
        let style = "<style>\(PictureStyle.alone)</style>"
        guard let end = picture.firstIndex(of: ">") else { return picture }
        let head = picture[...end].replacing(
            "<svg ", with: "<svg xmlns=\"http://www.w3.org/2000/svg\" ", maxReplacements: 1)
        return head + style + picture[picture.index(after: end)...] + "\n"
    }

    /// The beginning of a picture with its name for those who cannot see it.
    static func open(_ id: String, _ kind: String, _ width: Double, _ height: Double, title: String, says: String)
        -> String
    {
        """
        <svg class="picture \(kind)" viewBox="0 0 \(number(width)) \(number(height))" width="\(number(width))" \
        height="\(number(height))" role="img" aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(escaped(title))\
        </title><desc id="\(id)-d">\(escaped(says))</desc>
        """
    }

    static func text(
        _ words: String, _ x: Double, _ y: Double, _ kind: String = "", anchor: String = "start", fit: Double? = nil
    ) -> String {
        let shown = fit.map { TextWidth.fitted(words, to: $0, bold: kind.contains("strong")) } ?? words
        let full = shown == words ? "" : "<title>\(escaped(words))</title>"
        return "<text class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">"
            + full + escaped(shown) + "</text>"
    }
}

/// How wide text will be about, in px; rather too wide than too narrow.
enum TextWidth {
    static func of(_ node: PlanGraph.Node) -> Double {
        max(bold(node.name), small(node.detail))
    }

    /// At 13 px and bold.
    static func bold(_ text: String) -> Double { units(text) * 7.9 }

    /// At 11 px.
    static func small(_ text: String) -> Double { units(text) * 6.3 }

    /// The text, or as much of it as fits, with a sign that there is more.
    static func fitted(_ text: String, to width: Double, bold isBold: Bool) -> String {
        let room = width / (isBold ? 7.9 : 6.3)
        guard units(text) > room else { return text }
        var shown = ""
        var used = 1.0
        for character in text {
            used += units(of: character)
            if used > room { break }
            shown.append(character)
        }
        return shown + "…"
    }

    private static func units(_ text: String) -> Double { text.reduce(0) { $0 + units(of: $1) } }

    /// Scripts with square letters need about twice the room.
    private static func units(of character: Character) -> Double {
        (character.unicodeScalars.first?.value ?? 0) >= 0x1100 ? 1.9 : 1
    }
}
