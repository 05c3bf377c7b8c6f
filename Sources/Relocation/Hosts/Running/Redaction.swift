/// Takes known secrets out of texts.
struct Redaction: Sendable {
    private let secrets: [String]

    init(_ secrets: some Sequence<String>) {
        // A line of a longer secret is as secret as the whole; the longest first, so that no tail of one stays.
        let lines = secrets.flatMap { [$0] + $0.split(whereSeparator: \.isNewline).map(String.init) }
        self.secrets = Set(lines).filter { !$0.isEmpty }.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    func callAsFunction(_ text: String) -> String {
        var text = text
        for secret in secrets where text.contains(secret) {
            text = text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "[secret]")
        }
        return text
    }
}
