import Planning

/// Severity × detectability: how bad against how late it is seen, each risk by its rank.
public struct RiskPicture: Sendable {
    private static let (left, top, column, row) = (64.0, 20.0, 64.0, 40.0)

    /// The occurrence for which the ground is coloured.
    private static let middling = 5

    let outline: RiskOutline

    public init(_ outline: RiskOutline) { self.outline = outline }

    /// The picture with its colours, as a file of its own.
    public func file() -> String { SVG.file(svg()) }

    func svg() -> String {
        let (right, bottom) = (Self.left + 10 * Self.column, Self.top + 10 * Self.row)
        var parts = [
            SVG.open(
                "risk-picture", "risks", right + 12, bottom + 74,
                title: "Severity and detectability of the risks of \(outline.plan)",
                says: says)
        ]
        for severity in 1...10 {
            let y = Self.top + Double(10 - severity) * Self.row
            parts.append(SVG.text("\(severity)", Self.left - 10, y + Self.row / 2 + 4, "", anchor: "end"))
            for detection in 1...10 { parts.append(cell(severity, detection, y)) }
        }
        for detection in 1...10 {
            parts.append(
                SVG.text(
                    "\(detection)", Self.left + (Double(detection) - 0.5) * Self.column, bottom + 16, "",
                    anchor: "middle"))
        }
        parts.append(SVG.text("seen at once", Self.left, bottom + 34))
        parts.append(SVG.text("seen late", (Self.left + right) / 2, bottom + 34, "", anchor: "middle"))
        parts.append(SVG.text("never seen", right, bottom + 34, "", anchor: "end"))
        parts.append(
            "<text class=\"\" text-anchor=\"middle\" transform=\"translate(18 \(SVG.number((Self.top + bottom) / 2))) "
                + "rotate(-90)\">severity: worse upwards</text>")
        parts.append(legend(bottom + 58))
        return parts.joined() + "</svg>"
    }

    private var says: String {
        guard !outline.risks.isEmpty else { return "There are no risks." }
        return outline.risks.map {
            "\($0.rank): \($0.id), severity \($0.severity), detection \($0.detection), priority \($0.priority)"
        }.joined(separator: "; ")
    }

    private func cell(_ severity: Int, _ detection: Int, _ y: Double) -> String {
        let x = Self.left + Double(detection - 1) * Self.column
        let look =
            switch ActionPriority(severity: severity, occurrence: Self.middling, detection: detection) {
            case .high: "far"
            case .medium: "near"
            case .low: "low"
            }
        var text =
            "<rect class=\"cell \(look)\" x=\"\(SVG.number(x))\" y=\"\(SVG.number(y))\" width=\"\(SVG.number(Self.column))\" "
            + "height=\"\(SVG.number(Self.row))\"/>"
        let here = outline.risks.filter { $0.severity == severity && $0.detection == detection }
        // Up to two rows of three; where more meet, the last place says how many.
        let shown = here.count > 6 ? Array(here.prefix(5)) : here
        let rows = shown.count > 3 || here.count > 6 ? 2 : 1
        func center(_ place: Int) -> (x: Double, y: Double) {
            let inRow = rows == 1 ? max(1, shown.count) : 3
            let gap = Self.column / Double(inRow)
            return (
                x + gap * (Double(place % 3) + 0.5),
                y + (rows == 1 ? Self.row / 2 : Self.row * (place < 3 ? 0.27 : 0.73))
            )
        }
        for (place, risk) in shown.enumerated() {
            text += Self.mark(risk.priority.rawValue, "\(risk.rank)", center(place), small: rows == 2, says: risk.id)
        }
        if here.count > 6 {
            let place = center(5)
            text += SVG.text("+\(here.count - 5)", place.x, place.y + 4, "", anchor: "middle")
        }
        return text
    }

    private func legend(_ y: Double) -> String {
        let words = [("H", "act before the stage"), ("M", "act, or say why not"), ("L", "act where it is cheap")]
        var x = Self.left + 10
        return words.map { letter, meaning in
            let text =
                Self.mark(letter, letter, (x, y), small: false, says: nil) + SVG.text(meaning, x + 16, y + 4)
            x += TextWidth.small(meaning) + 46
            return text
        }.joined()
    }

    /// High is a square, medium a rounded one, low a circle: no meaning by colour alone.
    private static func mark(
        _ priority: String, _ words: String, _ at: (x: Double, y: Double), small: Bool, says: String?
    ) -> String {
        let half = small ? 8.5 : 11.0
        let corner = priority == "H" ? 0 : priority == "M" ? 5 : half
        let title = says.map { "<title>\(escaped($0))</title>" } ?? ""
        return "<rect class=\"mark \(priority)\" x=\"\(SVG.number(at.x - half))\" y=\"\(SVG.number(at.y - half))\" "
            + "width=\"\(SVG.number(half * 2))\" height=\"\(SVG.number(half * 2))\" "
            + "rx=\"\(SVG.number(corner))\">\(title)</rect>"
            + SVG.text(words, at.x, at.y + 4, "on-\(priority)", anchor: "middle")
    }
}
