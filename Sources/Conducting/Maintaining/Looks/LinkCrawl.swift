import Observation

/// Follows the links of a site on its own host, within bounds, and names those that lead nowhere. Asks only, and nothing
/// that could do something.
struct LinkCrawl: Sendable {
    /// `http://127.0.0.1:8080`: where the site is asked, whatever its name resolves to.
    let endpoint: String
    let host: String
    /// Pages of a site that are asked for.
    var pages = 150
    var patience = Duration.seconds(10)

    struct Outcome: Sendable {
        var asked = 0
        var left = 0
        /// `404 /gone, on /shop/`
        var broken: [String] = []
        /// The first page did not answer.
        var isDown = false
    }

    func run(from start: String) async -> Outcome {
        var outcome = Outcome()
        var seen: Set<String> = [start]
        var waiting: [(path: String, on: String)] = [(start, "")]
        while !waiting.isEmpty, outcome.asked < pages, !Task.isCancelled {
            let (path, page) = waiting.removeFirst()
            outcome.asked += 1
            let answer: SideAnswer
            switch await SitePage(endpoint: endpoint, host: host).ask(path, within: patience) {
            case .failure(let failure):
                outcome.broken.append("\(path)\(page.isEmpty ? "" : ", on \(page)"): \(failure)")
                if path == start { outcome.isDown = true }
                continue
            case .success(let found): answer = found
            }
            if answer.status >= 400 {
                outcome.broken.append("\(answer.status) \(path)\(page.isEmpty ? "" : ", on \(page)")")
                if path == start { outcome.isDown = true }
                continue
            }
            var next: [String] = []
            if (300..<400).contains(answer.status) {
                next = answer.headers.filter { $0.name.lowercased() == "location" }.map(\.value)
            } else if answer.headers.contains(where: {
                $0.name.lowercased() == "content-type" && $0.value.lowercased().contains("html")
            }) {
                next = LinkText.links(in: answer.body)
            }
            for link in next {
                guard let found = LinkText.path(link, on: host, from: path), Self.isHarmless(found),
                    seen.insert(found).inserted
                else { continue }
                waiting.append((found, path))
            }
        }
        outcome.left = waiting.count
        return outcome
    }

    /// Pages only: what logs out, puts into a cart or has no end of variants is left alone.
    static func isHarmless(_ path: String) -> Bool {
        guard path.utf8.count < 2_000, !path.contains("\n"), !path.contains(" ") else { return false }
        let words = ["wp-login", "wp-admin", "wp-json", "xmlrpc", "logout", "/cart", "/checkout", "/feed"]
        // A query is kept only where it names a version of a file.
        if let query = path.firstIndex(of: "?"), !path[query...].hasPrefix("?ver=") { return false }
        return !words.contains(where: path.contains)
    }
}
