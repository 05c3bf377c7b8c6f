/// A part of the document under a heading of its own: sentences, tiles, a picture, pairs of terms, tables.
struct PageChapter {
    struct Tile {
        let label: String
        let value: String
        let more: String
    }

    struct Picture {
        let svg: String
        let label: String
        /// What the signs mean.
        let caption: String
    }

    /// The heading's anchor.
    let id: String
    let title: String
    var sentences: [String] = []
    var tiles: [Tile] = []
    var picture: Picture?
    var pairs: [(term: String, words: PageCell)] = []
    var tables: [PageTable] = []
    /// What is said instead when there is nothing.
    let nothing: String

    /// Whether the plan says anything for it.
    var isEmpty: Bool { tiles.isEmpty && picture == nil && pairs.isEmpty && tables.allSatisfy { $0.isEmpty } }

    /// What the template `plan-chapter` shows.
    var fields: [String: Any] {
        let shown = tables.filter { !$0.isEmpty }
        return [
            "id": id, "title": title, "sentences": isEmpty ? [nothing] : sentences, "hasTiles": !tiles.isEmpty,
            "tiles": tiles.map { ["label": $0.label, "value": $0.value, "more": $0.more] },
            "hasPicture": picture != nil, "svg": picture?.svg ?? "", "label": picture?.label ?? "",
            "caption": picture?.caption ?? "", "hasPairs": !pairs.isEmpty,
            "pairs": pairs.map { ["term": $0.term, "words": $0.words.text, "isMissing": $0.words.isMissing] },
            "tables": shown.map(\.fields),
        ]
    }
}

/// What stands in a field of a table.
struct PageCell: ExpressibleByStringInterpolation {
    let text: String
    var more = ""
    var isNumber = false
    var isMissing = false
    /// Where the text leads: a file beside the page, or a place on it.
    var link: String?
    /// By which the row is found, where the cell names one.
    var anchor: String?

    init(stringLiteral text: String) { self.init(text) }

    init(
        _ text: String, more: String = "", isNumber: Bool = false, isMissing: Bool = false, link: String? = nil,
        anchor: String? = nil
    ) {
        (self.text, self.more, self.isNumber, self.isMissing) = (text, more, isNumber, isMissing)
        (self.link, self.anchor) = (link, anchor)
    }

    static func number(_ text: String) -> PageCell { PageCell(text, isNumber: true) }

    /// The text, or in the colour of what is missing that it is.
    static func needed(_ text: String?, or missing: String) -> PageCell {
        text.map { PageCell($0) } ?? PageCell(missing, isMissing: true)
    }
}

/// A table of the document; the first field of each row names the row.
struct PageTable {
    /// The heading above it; none for a chapter's only table.
    let title: String
    let caption: String
    let heads: [PageCell]
    private(set) var rows: [[PageCell]] = []
    /// How many rows are shown; a decision needs no more, and the plan itself has them all.
    private let limit: Int

    init(_ title: String, caption: String = "", heads: [PageCell], limit: Int = 500) {
        (self.title, self.caption, self.heads, self.limit) = (title, caption, heads, limit)
    }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ row: PageCell...) { rows.append(row) }

    var fields: [String: Any] {
        let left = rows.count - min(limit, rows.count)
        return [
            "title": title, "hasTitle": !title.isEmpty, "caption": caption, "hasCaption": !caption.isEmpty,
            "label": title.isEmpty ? caption : title, "heads": heads.map(Self.fields),
            "rows": rows.prefix(limit).map { row in
                [
                    "name": row[0].text, "more": row[0].more, "hasMore": !row[0].more.isEmpty,
                    "hasAnchor": row[0].anchor != nil, "anchor": row[0].anchor ?? "",
                    "cells": row.dropFirst().map(Self.fields),
                ] as [String: Any]
            },
            "hasLeft": left > 0, "left": "and \(left) more, in the plan",
        ]
    }

    private static func fields(_ cell: PageCell) -> [String: Any] {
        let look = [cell.isNumber ? "n" : "", cell.isMissing ? "missing" : ""].filter { !$0.isEmpty }
        return [
            "text": cell.text, "more": cell.more, "hasMore": !cell.more.isEmpty, "hasLook": !look.isEmpty,
            "look": look.joined(separator: " "), "hasLink": cell.link != nil, "link": cell.link ?? "",
        ]
    }
}
