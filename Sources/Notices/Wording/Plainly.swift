/// Text of others made harmless: what a plan, a server or a log says can neither steer a terminal nor begin a header.
package enum Plainly {
    /// On one line: runs of white space and of characters that cannot be seen become one space each.
    package static func line(_ text: String, upTo most: Int = 300) -> String {
        var result = String.UnicodeScalarView()
        var owesSpace = false
        var count = 0
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || isUnseen(scalar) {
                owesSpace = !result.isEmpty
                continue
            }
            guard count < most else {
                result.append("…")
                break
            }
            if owesSpace {
                result.append(" ")
                owesSpace = false
                count += 1
            }
            result.append(scalar)
            count += 1
        }
        return String(result)
    }

    /// On its lines, with line feeds between them; white space at the end of a line is dropped.
    package static func lines(_ text: String) -> [String] {
        let plain = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        var lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var scalars = String.UnicodeScalarView(
                line.unicodeScalars.map { isUnseen($0) && $0 != "\t" ? " " : $0 })
            while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
            return String(scalars)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        while lines.first?.isEmpty == true { lines.removeFirst() }
        return lines
    }

    /// Controls, line and paragraph separators, and the marks that turn the direction of text around.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }

    /// 1500 → "1.5 s".
    static func seconds(_ milliseconds: Int) -> String {
        let tenths = (milliseconds + 50) / 100
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
