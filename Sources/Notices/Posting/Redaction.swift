import Foundation

/// Takes secrets out of what others say before anybody reads it: a server may well repeat what it was given.
struct Redaction: Sendable {
    private let hidden: [String]

    /// - Parameter secrets: each is also looked for as it looks in Base64 and in an address.
    init(_ secrets: [String]) {
        hidden = secrets.flatMap { secret in
            let code = Data(secret.utf8).base64EncodedString()
            let escaped = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
            return [secret, code, escaped ?? secret]
        }.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
    }

    /// One line of text without secrets. Shortened last: half a secret would not be found.
    func clean(_ text: String) -> String {
        var text = text
        for secret in hidden { text = text.replacing(secret, with: "***") }
        return Plainly.line(text)
    }
}
