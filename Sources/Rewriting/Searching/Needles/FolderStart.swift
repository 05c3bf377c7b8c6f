/// A slash, the start of a folder's name, and, after a short name, the start of what follows it: in all spellings.
struct FolderStart: Hashable {
    var name: [UInt8]
    /// The first byte of the next folder's name.
    var next: UInt8?

    /// Each with how many bytes of it come before the name. A slash ends in `/` (also when it is escaped), in `2F`
    /// (`%2F`, `\u002F`) or in `;` (`&#x2F;`), and begins with itself, a backslash, `%` or `&`.
    var spellings: [(lead: Int, bytes: [UInt8])] {
        let leads = ["/", "2F", "2f", ";"]
        guard name.count < 8, let next else { return leads.map { ($0.utf8.count, Array($0.utf8) + name) } }
        let after = String(UnicodeScalar(next))
        // Two bytes where one would do: the shortest needle sets how far the search may jump.
        let ends = [
            ["/" + after, "\\/", "\\\\", "%2", "%5", "&#", "&s"], ["%", "\\", "/"], ["%", "\\", "/"],
            ["&#", "&s", "/" + after],
        ]
        return zip(leads, ends).flatMap { lead, ends in
            ends.map { (lead.utf8.count, Array(lead.utf8) + name + Array($0.utf8)) }
        }
    }
}
