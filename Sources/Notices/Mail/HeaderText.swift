import Foundation

/// One header of a mail, folded: RFC 5322 for what is ASCII, encoded words of RFC 2047 for what is not. Nothing that is
/// put in can end the header, as text is on one line before it is written.
package enum HeaderText {
    /// A header of free text, as the subject.
    package static func line(_ name: String, text: String) -> String {
        let plain = Plainly.line(text, upTo: 500)
        if needsEncoding(plain) { return "\(name): " + encoded(plain, after: name.utf8.count + 2) }
        return "\(name): " + folded(plain, after: name.utf8.count + 2)
    }

    /// A header of one address with a name in front of it.
    package static func line(_ name: String, phrase: String, address: MailAddress) -> String {
        let plain = Plainly.line(phrase, upTo: 100)
        guard !plain.isEmpty else { return "\(name): \(address)" }
        let words =
            needsEncoding(plain)
            ? encoded(plain, after: name.utf8.count + 2)
            : "\"" + plain.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        return "\(name): \(words)\r\n <\(address)>"
    }

    /// A header of addresses, one a line.
    package static func line(_ name: String, addresses: [MailAddress]) -> String {
        "\(name): " + addresses.map(\.description).joined(separator: ",\r\n ")
    }

    private static let longestLine = 76

    /// A text that looks like an encoded word would be taken for one, and a very long word cannot be folded.
    private static func needsEncoding(_ text: String) -> Bool {
        !text.utf8.allSatisfy { $0 >= 32 && $0 < 127 } || text.contains("=?")
            || text.split(separator: " ").contains { $0.utf8.count > 60 }
    }

    private static func folded(_ text: String, after used: Int) -> String {
        var result = ""
        var column = used
        for (index, word) in text.split(separator: " ").enumerated() {
            if index > 0 {
                let fits = column + 1 + word.utf8.count <= longestLine
                result += fits ? " " : "\r\n "
                column = fits ? column + 1 : 1
            }
            result += word
            column += word.utf8.count
        }
        return result
    }

    /// Each word holds whole characters, as RFC 2047 wants, and each line is at most 76 long.
    private static func encoded(_ text: String, after used: Int) -> String {
        let frame = "=?utf-8?B?".utf8.count + "?=".utf8.count
        var words: [String] = []
        var bytes: [UInt8] = []
        func room() -> Int { (longestLine - (words.isEmpty ? used : 1) - frame) / 4 * 3 }
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > room() {
                words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=")
                bytes = []
            }
            bytes += next
        }
        words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=")
        return words.joined(separator: "\r\n ")
    }
}
