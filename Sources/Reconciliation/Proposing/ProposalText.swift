import Planning

extension MappingProposal {
    /// The proposal as a mapping file, which can be read as it stands; what a person must decide is marked `decide:`.
    public func text(stores: Sides<StorePlace>) -> String {
        var lines = [
            "sluice_mapping: 1", "# Proposed from both schemas. What a person must decide is marked `decide:`.",
            "stores:",
            "  old: \(Self.place(stores.old))", "  new: \(Self.place(stores.new))",
        ]
        lines.append(tables.isEmpty ? "tables: []" : "tables:")
        var ids: Set<String> = []
        for table in tables { lines += Self.lines(table, id: Self.id(table.new, &ids)) }
        for (side, names) in [("old", alone.old), ("new", alone.new)] where !names.isEmpty {
            lines.append("# decide: only the \(side) side has these tables, and nobody compares them:")
            lines += names.map { "#   \(Self.word($0))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func place(_ place: StorePlace) -> String {
        let secret = place.secret.map { ", secret: \(word("\($0)"))" } ?? ""
        return "{ address: \(word(place.address.text))\(secret) }"
    }

    private static func lines(_ table: Table, id: String) -> [String] {
        let share = (table.confidence * 100).rounded() / 100
        var lines = ["  # \(share): \(table.why)"]
        lines += table.open.map { "  # decide: \(line($0))" }
        lines.append("  - id: \(word(id))")
        for (side, name, updated) in [
            ("old", table.old, table.updated.old), ("new", table.new, table.updated.new),
        ] {
            lines.append("    \(side): { table: \(word(name)) }")
            if let updated {
                lines.append("    # decide: does every writer set it? then add to \(side): updated: \(word(updated))")
            }
        }
        if !table.key.isEmpty {
            lines.append("    key:")
            for column in table.key { lines += self.lines(column) }
        }
        if !table.columns.isEmpty {
            lines.append("    columns:")
            for column in table.columns { lines += self.lines(column) }
        }
        // A name that both sides have, and that did not go together, is left out once.
        let names = table.alone.old + table.alone.new.filter { !table.alone.old.contains($0) }
        if !names.isEmpty {
            lines += ["    # decide: is it right that these are not compared?", "    leave_out:"]
            for name in names {
                let (isOld, isNew) = (table.alone.old.contains(name), table.alone.new.contains(name))
                let why =
                    isOld && isNew ? "its types do not go together" : "only the \(isOld ? "old" : "new") side has it"
                lines.append("      - { column: \(word(name)), why: \(word(why)) }")
            }
        }
        return lines
    }

    private static func lines(_ column: Column) -> [String] {
        let names =
            column.old == column.new
            ? "name: \(word(column.old))" : "old: \(word(column.old)), new: \(word(column.new))"
        return column.open.map { "      # decide: \(line($0))" }
            + ["      - { \(names)\(column.kind.map { ", as: \($0)" } ?? "") }"]
    }

    /// An id that the language takes and that no other table has.
    private static func id(_ name: String, _ taken: inout Set<String>) -> String {
        let plain = String(
            name.unicodeScalars.map { scalar in
                let isWord = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                return isWord ? Character(scalar) : "-"
            }
            .drop { $0 == "-" }.prefix(50))
        let base = plain.isEmpty ? "table" : plain
        var id = base
        var count = 1
        while !taken.insert(id).inserted {
            count += 1
            id = "\(base)-\(count)"
        }
        return id
    }

    /// A word of YAML: plain where that is beyond doubt, else in double quotes with escapes.
    static func word(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (97...122).contains(byte | 32) || (48...57).contains(byte) || byte == 95
        }
        if isPlain, let first = text.utf8.first, (97...122).contains(first | 32),
            !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        {
            return text
        }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where !isShown(scalar):
                let digits = String(scalar.value, radix: 16)
                let isLong = scalar.value > 0xFFFF
                quoted += isLong ? "\\U" : "\\u"
                quoted += String(repeating: "0", count: (isLong ? 8 : 4) - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Whether it may stand in a file as it is: no control, and nothing that a reader of YAML would not take.
    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
        default: true
        }
    }

    /// A text that stays within its comment.
    private static func line(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isShown($0) ? $0 : " " }))
    }
}
