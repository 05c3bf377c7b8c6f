/// The statements with which MariaDB digests rows.
struct MariaDBDigest {
    let dialect: MariaDBDialect
    let columns: [(ReadColumn, NativeColumn)]
    let isUnique: Bool

    /// The exclusive-or over all rows of A · B, where A is a CRC of the row's numbers, dates and marks of NULL and B one
    /// of its texts and bytes.
    ///
    /// A CRC alone is linear: the exclusive-or of two CRCs does not change when the same bits change in two rows. The
    /// product of two of 32 bits fits 64 and is not linear. Texts enter their CRC without being joined first, which
    /// saves most of the cost; that the two kinds of CRC take turns keeps `ab`, `c` apart from `a`, `bc`.
    func crc(from selection: String) throws(BadCell) -> String {
        var scalars: [String] = []
        var texts: [String] = []
        var nulls: [String] = []
        for (place, (read, native)) in columns.enumerated() {
            let name = dialect.quoted(native.shape.name)
            if isText(read, native) {
                texts.append(native.shape.isNullable ? "COALESCE(\(utf8(native)), '')" : utf8(native))
                // Nothing where there is no NULL, so that a column may be nullable on one side only.
                if native.shape.isNullable { nulls.append("IF(\(name) IS NULL, 'n\(place)', NULL)") }
            } else {
                let form = try form(read, native)
                scalars.append(native.shape.isNullable ? "COALESCE(\(form), '~')" : form)
            }
        }
        let short = scalars + nulls
        // Begun with a number, no CRC is zero where there is nothing to it: zero would hide the other factor.
        let line = short.isEmpty ? "''" : "CONCAT_WS(',', \(short.joined(separator: ", ")))"
        let first = "CRC32(2654435769, \(line))"
        var second = texts.isEmpty ? "CRC32C(2246822507, \(line))" : "2246822507"
        for (place, text) in texts.enumerated() {
            second = "\(place.isMultiple(of: 2) ? "CRC32C" : "CRC32")(\(second), \(text))"
        }
        let sum = isUnique ? "" : ", SUM((\(first) ^ \(second)))"
        return "SELECT COUNT(*), BIT_XOR(\(first) * \(second))\(sum) FROM \(selection)"
    }

    /// The exclusive-or of both halves of the MD5 of each row's text, in which texts have their length before them.
    func md5(from selection: String) throws(BadCell) -> String {
        var forms: [String] = []
        for (read, native) in columns {
            let form = try form(read, native)
            forms.append(native.shape.isNullable ? "COALESCE(\(form), '~')" : form)
        }
        let text = "MD5(CONCAT_WS(',', \(forms.joined(separator: ", "))))"
        let sum = isUnique ? "" : ", SUM(CAST(CONV(LEFT(@sluice, 8), 16, 10) AS UNSIGNED))"
        return """
            SELECT COUNT(*), BIT_XOR(CAST(CONV(LEFT(@sluice := \(text), 16), 16, 10) AS UNSIGNED)), \
            BIT_XOR(CAST(CONV(RIGHT(@sluice, 16), 16, 10) AS UNSIGNED))\(sum) FROM \(selection)
            """
    }

    private func isText(_ read: ReadColumn, _ native: NativeColumn) -> Bool {
        guard read.digest == .text || read.digest == .bytes else { return false }
        return switch native.shape.family {
        case .text, .json, .binary, .other: true
        default: false
        }
    }

    private func utf8(_ native: NativeColumn) -> String {
        let name = dialect.cell(native)
        guard let collation = native.shape.collation, !collation.hasPrefix("utf8mb4_") else { return name }
        return "CONVERT(\(name) USING utf8mb4)"
    }

    private func form(_ read: ReadColumn, _ native: NativeColumn) throws(BadCell) -> String {
        let name = dialect.quoted(native.shape.name)
        switch read.digest {
        case nil: throw BadCell(column: native.shape.name, why: "it has no form in a digest")
        case .text:
            guard isText(read, native) else { return dialect.cell(native) }
            // Bytes and not characters are counted, in both engines.
            return "CONCAT(LENGTH(\(utf8(native))), ':', \(utf8(native)))"
        case .decimal(let scale):
            guard scale <= 38 else {
                throw BadCell(column: native.shape.name, why: "MariaDB has no decimals of \(scale) digits")
            }
            if native.shape.family == .decimal(scale: scale) { return dialect.cell(native) }
            return "CAST(\(name) AS DECIMAL(65,\(scale)))"
        case .timestamp(let digits):
            if case .timestamp(digits, _) = native.shape.family { return name }
            return "CAST(\(name) AS DATETIME(\(min(max(digits, 0), 6))))"
        case .bytes: return "LOWER(HEX(\(name)))"
        case .uuid: return "LOWER(REPLACE(\(name), '-', ''))"
        }
    }
}
