/// Text as it can pass every mail server: RFC 2045, section 6.7.
package enum QuotedPrintable {
    /// - Parameter text: lines parted by line feeds.
    /// - Returns: ASCII, lines of at most 76 characters that end in CR LF.
    package static func encode(_ text: String) -> String {
        var result = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var column = 0
            let bytes = Array(line.utf8)
            for (index, byte) in bytes.enumerated() {
                let isLast = index == bytes.count - 1
                let piece = piece(byte, isFirst: column == 0, isLast: isLast)
                // The last character of a line may stand where the soft line end would.
                if column + piece.utf8.count > (isLast ? 76 : 75) {
                    result += "=\r\n"
                    column = 0
                }
                let placed = column == 0 ? self.piece(byte, isFirst: true, isLast: isLast) : piece
                result += placed
                column += placed.utf8.count
            }
            result += "\r\n"
        }
        return result
    }

    /// White space at a line's end would be lost on the way; a full stop at its beginning can end a mail, and "From "
    /// is marked by some servers.
    private static func piece(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> String {
        let isSpace = byte == 32 || byte == 9
        let isPlain = (33...126).contains(byte) && byte != 61 || isSpace && !isLast
        let isRisky = isFirst && (byte == 46 || byte == 70)
        return isPlain && !isRisky ? String(UnicodeScalar(byte)) : "=" + hexadecimal(byte)
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}
