public import Gating

/// What is compared of two answers to the same read, and what of it may differ.
public struct MirrorComparison: Sendable, Hashable {
    /// Headers that matter, in small letters. Of `link` only the canonical one is compared; the words of `vary`,
    /// `cache-control` and `x-robots-tag` in any order and letter case.
    public var headers: [String]
    public var normalisation: Normalisation
    /// The parts of pages that are compared. Without `other`, two shops of different build can be compared by what they
    /// say to search engines and what they charge.
    public var parts: Set<PagePart>

    public static let usualHeaders = ["content-type", "location", "x-robots-tag", "link", "cache-control", "vary"]

    public init(
        headers: [String] = usualHeaders, normalisation: Normalisation = Normalisation(),
        parts: Set<PagePart> = Set(PagePart.allCases)
    ) {
        self.headers = headers.map { $0.lowercased() }
        self.normalisation = normalisation
        self.parts = parts
    }

    /// Every difference, the status first; where the statuses differ, nothing else is compared.
    ///
    /// - Parameters:
    ///   - host: the host that was asked.
    ///   - second: the side that gave the second answer; the old one where it is compared with itself.
    public func differences(
        old: SideAnswer, new: SideAnswer, host: String, from second: Side = .new
    ) -> [MirrorDifference] {
        guard old.status == new.status else {
            return [
                MirrorDifference(
                    .status(old: old.status, new: new.status), old: Self.opening(old), new: Self.opening(new))
            ]
        }
        var found: [MirrorDifference] = []
        for name in headers {
            let a = header(name, of: old, .old, host)
            let b = header(name, of: new, second, host)
            if a != b { found.append(MirrorDifference(.header(name), old: a, new: b)) }
        }
        // What a redirect says beside its target is for nobody.
        if !(300..<400).contains(old.status) { found += bodies(old, new, second) }
        return found
    }

    private static func opening(_ answer: SideAnswer) -> String {
        let text = PlainText.of(String(decoding: answer.body.prefix(4_096), as: UTF8.self))
        return text.isEmpty ? "status \(answer.status)" : text
    }
}

// MARK: Headers

extension MirrorComparison {
    private func header(_ name: String, of answer: SideAnswer, _ side: Side, _ host: String) -> String {
        let values = answer.values(name)
        switch name {
        case "content-type", "vary", "cache-control", "x-robots-tag":
            // A type's parameters are words too: `text/html;charset=UTF-8`.
            let words = values.joined(separator: ",").replacing(";", with: name == "content-type" ? "," : ";")
            return PageFacts.directives(words)
        case "location":
            return values.first.map { address($0, side, host) } ?? ""
        case "link":
            return values.flatMap { $0.split(separator: ",") }.compactMap { link -> String? in
                let parts = link.split(separator: ";").map { PlainText.collapsed(String($0)) }
                let relation = parts.dropFirst().contains {
                    $0.lowercased().replacing("\"", with: "") == "rel=canonical"
                }
                guard relation, let target = parts.first else { return nil }
                return address(String(target.drop { $0 == "<" }.prefix { $0 != ">" }), side, host)
            }.joined(separator: ", ")
        default:
            return PlainText.collapsed(values.joined(separator: ", "))
        }
    }

    /// An address on the host asked, or on a host by which a side calls itself, as its path.
    private func address(_ text: String, _ side: Side, _ host: String) -> String {
        let own = normalisation.rules.reduce(into: [host.lowercased()]) { hosts, rule in
            guard case .replaceHosts(let old, let new) = rule else { return }
            hosts += (side == .old ? old : new).map { $0.lowercased() }
        }
        for scheme in ["http://", "https://", "//"] where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            let name = rest.prefix { !"/?#".contains($0) }
            guard own.contains(name.lowercased()) else { return text }
            let path = rest[name.endIndex...]
            return path.hasPrefix("/") ? String(path) : "/" + path
        }
        return text
    }
}

// MARK: Bodies

extension MirrorComparison {
    private func bodies(_ old: SideAnswer, _ new: SideAnswer, _ second: Side) -> [MirrorDifference] {
        guard !parts.isEmpty, old.body != new.body else { return [] }
        let type = old.values("content-type").first?.lowercased() ?? ""
        let isPage = type.isEmpty || type.contains("html")
        guard isPage || ["text/", "json", "xml", "javascript"].contains(where: type.contains) else {
            guard parts.contains(.other) else { return [] }
            return [
                MirrorDifference(.body(.other), old: "\(old.body.count) bytes", new: "\(new.body.count) bytes")
            ]
        }
        let a = normalisation.apply(to: old.body, of: .old)
        let b = normalisation.apply(to: new.body, of: second)
        if a == b { return [] }
        guard isPage else { return parts.contains(.other) ? [Self.first(.other, a, b)] : [] }
        return pages(a, b)
    }

    private func pages(_ a: [UInt8], _ b: [UInt8]) -> [MirrorDifference] {
        let (x, y) = (PageFacts(a), PageFacts(b))
        var found: [MirrorDifference] = []
        func note(_ part: PagePart, _ old: String, _ new: String) {
            if old != new { found.append(MirrorDifference(.body(part), old: old, new: new)) }
        }
        note(.title, x.title, y.title)
        note(.robots, x.robots.sorted().joined(separator: "; "), y.robots.sorted().joined(separator: "; "))
        note(.canonical, x.canonical.joined(separator: ", "), y.canonical.joined(separator: ", "))
        if x.prices != y.prices {
            let place = zip(x.prices, y.prices).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            let first = place ?? min(x.prices.count, y.prices.count)
            let shown = { (all: [String]) in
                "\(all.count) prices: …" + all.dropFirst(first).prefix(6).joined(separator: " ")
            }
            note(.prices, shown(x.prices), shown(y.prices))
        }
        if x.rest != y.rest {
            found.append(Self.first(.other, x.rest, y.rest))
        } else if found.isEmpty {
            // Only blanks differ, and no rule lets them.
            found.append(Self.first(.other, a, b))
        }
        return found.filter { difference in
            if case .body(let part) = difference.cause { return parts.contains(part) }
            return true
        }
    }

    /// The place where two texts begin to differ.
    private static func first(_ part: PagePart, _ a: [UInt8], _ b: [UInt8]) -> MirrorDifference {
        let common = zip(a, b).prefix { $0 == $1 }.reduce(0) { count, _ in count + 1 }
        let from = max(0, common - 40)
        let shown = { (bytes: [UInt8]) -> String in
            let text = String(decoding: bytes.dropFirst(from).prefix(400), as: UTF8.self)
            return (from > 0 ? "…" : "") + text
        }
        return MirrorDifference(.body(part), old: shown(a), new: shown(b))
    }
}
