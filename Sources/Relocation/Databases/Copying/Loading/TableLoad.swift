/// Loads one table's file into the new server, through the filter, and marks it.
struct TableLoad: Sendable {
    let record: TransferRecord
    let files: TransferFolder
    let tools: DatabaseTools
    let terms: TransferTerms
    let marks: TransferMarks
    let tally: Tally

    func load(_ number: Int) async throws(RelocationError) {
        let table = record.tables[number]
        let (files, terms, tally) = (files, terms, tally)
        let mark = marks.marking(table, record)
        try await tools.load("table \(table)", into: terms.schema.replica, logged: terms.logsOnTarget) {
            writer async throws(RelocationError) in
            let filter = terms.filter?(table)
            var offset = 0
            while true {
                let raw = try await files.piece(of: number, from: offset)
                // A file's beginning, with the table's form, is longer than any form.
                var piece = offset == 0 ? CodeText.withFormAsText(raw) : raw
                if offset == 0 && terms.makesRowsDynamic { piece = CodeText.withDynamicRows(piece) }
                if let filter { piece = try filter(piece, raw.isEmpty) }
                if !piece.isEmpty { try await writer.write(piece) }
                if raw.isEmpty { break }
                offset += raw.count
                tally.add(raw.count)
            }
            // The dump ends its own transaction; autocommit may be off.
            try await writer.write(Array("\n\(mark)\nCOMMIT;\n".utf8))
        }
    }
}
