/// Where old addresses lead, and the rules they keep.
public struct Redirects: Sendable {
    /// What search engines read from a page besides its text.
    public enum Parity: String, Sendable, CaseIterable {
        case canonical, hreflang, sitemap
        case structuredData = "structured-data"
    }

    /// The addresses that bring most visitors.
    public let landing: [LandingPage]
    /// Those written in the plan itself; ``Plan/redirectTable`` has those of the file too.
    public let entries: [Redirect]
    /// A file of more of them, in the plan's folder: `from,to,status,after`, one a line.
    public let file: At<String>?
    /// What must be the same on both sides.
    public let parity: [At<Parity>]
    public let hsts: StrictTransport?
    public let position: Position
}

/// An address that brings visitors, and where it must lead.
public struct LandingPage: Sendable {
    public let path: At<String>
    /// The path on the new side; the same when absent.
    public let target: At<String>?
    /// Visits per hour.
    public let visits: At<Double>?
}

/// One old address and where it leads.
public struct Redirect: Sendable {
    /// When something that clients remember may begin.
    public enum After: String, Sendable, CaseIterable {
        case signOff = "sign-off"
        case start
    }

    public let from: At<String>
    public let to: At<String>
    /// 301, 302, 303, 307 or 308; 302 when absent.
    public let status: At<Int>?
    public let after: At<After>?

    public var isPermanent: Bool { status?.value == 301 || status?.value == 308 }
}

/// That browsers are told to come by TLS only, which they remember.
public struct StrictTransport: Sendable {
    public let maxAge: At<Duration>
    public let after: At<Redirect.After>?
}

extension Redirects: PlanRecord {
    static let title = "redirects"

    static func read(_ fields: inout Fields) -> Redirects {
        Redirects(
            landing: fields.records("landing", LandingPage.self, "The addresses that bring most visitors."),
            entries: fields.records("entries", Redirect.self, "Old addresses and where they lead."),
            file: fields.optional("file", .text, "A file of more of them: from,to,status,after, one a line."),
            parity: fields.list("parity", .choice(Parity.self), "What search engines must find the same."),
            hsts: fields.record("hsts", StrictTransport.self, "That browsers are told to come by TLS only."),
            position: fields.position)
    }
}

extension LandingPage: PlanRecord {
    static let title = "landing page"

    static func read(_ fields: inout Fields) -> LandingPage {
        LandingPage(
            path: fields.required("path", .path, "The path on the old side."),
            target: fields.optional("target", .path, "The path on the new side; the same if absent."),
            visits: fields.optional("visits", .rate, "Visits: 500/d."))
    }
}

extension Redirect: PlanRecord {
    static let title = "redirect"

    static func read(_ fields: inout Fields) -> Redirect {
        Redirect(
            from: fields.required("from", .path, "The old path."),
            to: fields.required("to", .path, "The new path."),
            status: fields.optional("status", .redirectStatus, "301, 302, 303, 307 or 308; 302 if absent."),
            after: fields.optional("after", .choice(After.self), "From when; what is permanent waits for sign-off."))
    }
}

extension StrictTransport: PlanRecord {
    static let title = "strict transport"

    static func read(_ fields: inout Fields) -> StrictTransport {
        StrictTransport(
            maxAge: fields.required("max_age", .duration, "How long browsers remember it."),
            after: fields.optional("after", .choice(Redirect.After.self), "From when."))
    }
}
