import Crypto
package import Foundation

/// A secret that a sender shares with us, compared in a time that tells nothing about it.
package struct SharedSecret: Sendable {
    private let key: SymmetricKey
    private let secret: Data

    package init(_ secret: String) {
        self.secret = Data(secret.utf8)
        key = SymmetricKey(data: self.secret)
    }

    /// Whether an `Authorization` header bears the secret: `Bearer <secret>`, the scheme in any case.
    package func admits(authorization: String?) -> Bool {
        guard let authorization else { return false }
        let words = authorization.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return false }
        // Both are hashed with a key that nobody has seen, so that not even the length shows.
        let once = SymmetricKey(size: .bits256)
        let wanted = HMAC<SHA256>.authenticationCode(for: secret, using: once)
        return HMAC<SHA256>.isValidAuthenticationCode(wanted, authenticating: Data(words[1].utf8), using: once)
    }

    /// Whether one of the signatures in `x-pagerduty-signature` is the body's: `v1=<64 hex digits>`, several with commas
    /// while a secret is being changed. Signatures of other versions are left alone.
    package func admits(signatures: String?, of body: Data) -> Bool {
        guard let signatures else { return false }
        for signature in signatures.split(separator: ",").prefix(8) {
            let text = signature.trimmingCharacters(in: .whitespaces)
            guard text.hasPrefix("v1="), let code = Self.bytes(hex: text.dropFirst(3)) else { continue }
            if HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: key) { return true }
        }
        return false
    }

    /// The header that PagerDuty would send with a body.
    package func signature(of body: Data) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
        return "v1=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func bytes(hex: Substring) -> Data? {
        let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 64, hex.utf8.count == 64 else { return nil }
        return Data(stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}
