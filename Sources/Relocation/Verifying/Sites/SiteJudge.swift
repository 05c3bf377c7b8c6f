public import Foundation

/// Judges what a site answered: pure.
public struct SiteJudge: Sendable {
    public let site: ExpectedSite
    public let isStaging: Bool
    /// The old side keeps it out of search too.
    public let isHidden: Bool
    public let now: Date

    public init(_ site: ExpectedSite, isStaging: Bool, isHidden: Bool = false, now: Date) {
        (self.site, self.isStaging, self.isHidden, self.now) = (site, isStaging, isHidden, now)
    }

    public func findings(_ look: SiteLook) -> [VerificationFinding] {
        [front(look.front), robots(look), form(look.form), login(look), uploads(look.uploads)]
            + [wellKnown(look.wellKnown), moved(look.moved), certificate(look.certificate)].compactMap(\.self)
    }

    private func finding(
        _ check: String, _ state: VerificationFinding.State, _ detail: String, isRequired: Bool = true,
        lines: [String] = []
    ) -> VerificationFinding {
        VerificationFinding(
            .sites, check, of: "\(site)", state, detail, isRequired: isRequired, lines: Array(lines.prefix(20)))
    }

    private func front(_ walk: WebWalk) -> VerificationFinding {
        switch walk.end {
        case .answered where walk.status == 200: finding("front page", .passed, walk.course)
        case .answered: finding("front page", .failed, "it answers \(walk.status ?? 0), not 200: \(walk.course)")
        case .loops: finding("front page", .failed, Self.loop(walk))
        case .leaves(let to): finding("front page", .failed, "it leads away from its own domain, to \(to)")
        case .unreachable(let why): finding("front page", .notSeen, why)
        }
    }

    /// Asked over TLS and sent to TLS again: the server was not told, or does not listen.
    static func loop(_ walk: WebWalk) -> String {
        let last = walk.hops.last?.url ?? ""
        guard last.hasPrefix("https://") else { return "it leads in a circle: \(walk.course)" }
        return "it leads in a circle: \(walk.course); TLS ends in front of this server, and it does not believe "
            + "`X-Forwarded-Proto: https`: set `$_SERVER['HTTPS'] = 'on'` by it in wp-config.php, and let the edge send it"
    }

    private func robots(_ look: SiteLook) -> VerificationFinding {
        let page = look.front.answer
        let said =
            (page?.values("x-robots-tag") ?? []).contains { $0.lowercased().contains("noindex") }
            ? "a header `X-Robots-Tag: noindex`" : Self.metaNoindex(page?.text ?? "") ? "a meta `noindex`" : nil
        let closed = look.robots?.status == 200 && Self.closes(look.robots?.answer?.text ?? "")
        let signs = [said, closed ? "`Disallow: /` in robots.txt" : nil].compactMap(\.self)
        guard look.front.status == 200 else {
            return finding("search engines", .notSeen, "there is no front page to read", isRequired: !isStaging)
        }
        if isStaging {
            return signs.isEmpty
                ? finding("search engines", .failed, "staging is open to search engines: no noindex on the front page")
                : finding("search engines", .passed, "kept away by \(signs.joined(separator: " and "))")
        }
        if isHidden { return finding("search engines", .passed, "kept away, as on the old side") }
        return signs.isEmpty
            ? finding("search engines", .passed, "nothing keeps them away")
            : finding(
                "search engines", .failed, "the shop takes itself out of search: \(signs.joined(separator: ", "))")
    }

    static func metaNoindex(_ page: String) -> Bool {
        let lower = page.prefix(200_000).lowercased()
        return lower.split(separator: "<").contains { tag in
            tag.hasPrefix("meta ") && tag.prefix { $0 != ">" }.contains("robots")
                && tag.prefix { $0 != ">" }.contains("noindex")
        }
    }

    /// Everybody is told to keep away from everything.
    static func closes(_ robots: String) -> Bool {
        var isForAll = false
        var wasAgent = false
        for line in robots.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
                .split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2 else { continue }
            if parts[0].lowercased() == "user-agent" {
                isForAll = (wasAgent && isForAll) || parts[1] == "*"
                wasAgent = true
            } else {
                wasAgent = false
                if isForAll, parts[0].lowercased() == "disallow", parts[1] == "/" { return true }
            }
        }
        return false
    }

    private func form(_ walk: WebWalk) -> VerificationFinding {
        switch walk.end {
        case .answered where walk.status == 200:
            walk.answer?.text.contains("name=\"log\"") == true
                || walk.answer?.text.contains("type=\"password\"") == true
                ? finding("login page", .passed, walk.course)
                : finding("login page", .failed, "\(walk.course) shows no form to log in with")
        case .answered: finding("login page", .failed, "it answers \(walk.status ?? 0), not 200: \(walk.course)")
        case .loops: finding("login page", .failed, Self.loop(walk))
        case .leaves(let to): finding("login page", .failed, "it leads to \(to)")
        case .unreachable(let why): finding("login page", .notSeen, why)
        }
    }

    private func login(_ look: SiteLook) -> VerificationFinding {
        switch look.login {
        case .works: finding("login", .passed, "lets its account in")
        case .fails(let why): finding("login", .failed, why)
        case .notTried(let why, let isRequired):
            finding("login", .notSeen, "not checked, because \(why)", isRequired: isRequired)
        }
    }

    private func uploads(_ uploads: [SiteLook.Upload]) -> VerificationFinding {
        var wrong: [String] = []
        for upload in uploads {
            if upload.size == -1 {
                wrong.append("\(upload.file): the file is not on the new host")
            } else if upload.walk.status != 200 {
                wrong.append("\(upload.file): \(upload.walk.course)")
            } else if let size = upload.size, upload.walk.answer?.size != size {
                wrong.append("\(upload.file): answers \(upload.walk.answer?.size ?? 0) bytes, and the file has \(size)")
            }
        }
        if !wrong.isEmpty {
            return finding("uploads", .failed, "\(wrong.count) of \(uploads.count) tried fail", lines: wrong)
        }
        guard !uploads.isEmpty else {
            return finding("uploads", .notSeen, "the database lists none", isRequired: false)
        }
        let unsized = uploads.count { $0.size == nil }
        return finding(
            "uploads", .passed,
            "\(uploads.count) answer"
                + (unsized == 0 ? " with the size of their file" : "; the size of \(unsized) was not compared"))
    }

    private func wellKnown(_ walks: [String: WebWalk]) -> VerificationFinding? {
        guard !walks.isEmpty else {
            return finding("well-known", .notSeen, "no file below .well-known is known of", isRequired: false)
        }
        let wrong = walks.filter { $0.value.status != 200 }.map { "\($0.key): \($0.value.course)" }.sorted()
        return wrong.isEmpty
            ? finding("well-known", .passed, walks.keys.sorted().joined(separator: ", "))
            : finding("well-known", .failed, "\(wrong.count) of \(walks.count) do not answer", lines: wrong)
    }

    private func moved(_ moved: [SiteLook.Moved]) -> VerificationFinding? {
        // What the old side itself does not know is no loss; what it cannot be asked any more may be one.
        let untold = moved.filter { $0.old == nil && !$0.leadsSomewhere }
        let known = moved.filter { moved in
            moved.old.map { (200..<400).contains($0) } ?? moved.leadsSomewhere
        }
        guard untold.isEmpty else {
            return finding(
                "old addresses", .notSeen,
                "the old side no longer answers: whether it knew \(untold.count) that lead nowhere cannot be told",
                isRequired: false, lines: untold.map { "\($0.path): \($0.walk.course)" })
        }
        guard !known.isEmpty else { return nil }
        let wrong = known.filter { !$0.leadsSomewhere }
        guard wrong.isEmpty else {
            return finding(
                "old addresses", .failed,
                "\(wrong.count) of \(known.count) that the old web server led on or answered do not any more",
                lines: wrong.map { moved in
                    "\(moved.path): \(moved.walk.course)\(moved.old.map { ", \($0) on the old side" } ?? "")"
                })
        }
        return finding("old addresses", .passed, "\(known.count) lead somewhere")
    }

    private func certificate(_ shown: ShownCertificate?) -> VerificationFinding? {
        guard let shown else {
            return finding("certificate", .notSeen, "no server with TLS is at hand", isRequired: false)
        }
        guard let ends = shown.expires.flatMap(Self.moment) else {
            return finding("certificate", .notSeen, "it does not say when it ends")
        }
        let days = Int((ends.timeIntervalSince(now) / 86_400).rounded(.down))
        if let trouble = shown.trouble {
            return finding("certificate", .failed, "\(trouble); it ends in \(days) days")
        }
        if days < 14 { return finding("certificate", .failed, "it ends in \(days) days; renew it") }
        return finding("certificate", .passed, "for \(site.domain), and ends in \(days) days")
    }

    static func moment(_ text: String) -> Date? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        for format in ["MMM d HH:mm:ss yyyy zzz", "yyyy-MM-dd HH:mm:ss zzz"] {
            formatter.dateFormat = format
            let words = text.split(separator: " ").joined(separator: " ")
            if let date = formatter.date(from: words) { return date }
        }
        return nil
    }
}
