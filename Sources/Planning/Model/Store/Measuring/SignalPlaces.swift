/// Where a number is asked for. One of `server` with a query, `url`, or `file`.
public struct ReadingPlace: Sendable {
    /// The address of a Prometheus server.
    public let server: At<String>?
    /// PromQL: the number itself, or how much waits.
    public let query: At<String>?
    /// PromQL: the age of the oldest, in seconds.
    public let ageQuery: At<String>?
    public let url: At<String>?
    /// JSON pointer (RFC 6901): the number itself, or how much waits.
    public let count: At<String>?
    /// JSON pointer: when the oldest, or the feed, was made.
    public let age: At<String>?
    public let file: At<String>?
    /// Sent as a bearer token.
    public let token: At<SecretReference>?
    public let position: Position
}

/// The log files of the two sides' own servers.
public struct SideLogs: Sendable {
    public enum Format: String, Sendable, CaseIterable {
        case nginx, apache, haproxy, envoy
    }

    public let old: At<String>
    public let new: At<String>
    /// Seen from the first lines when absent.
    public let format: At<Format>?
    public let position: Position
}

/// What may be asked of people in an hour; what is absent is not bounded.
public struct LoadBounds: Sendable {
    public let pages: At<Double>?
    public let incidents: At<Double>?
    public let interventions: At<Double>?
    /// Over how long it is counted; an hour when absent.
    public let over: At<Duration>?
    public let position: Position
}

/// A segment that must prove health by itself.
public struct SegmentMargin: Sendable {
    /// `region=EU`
    public let segment: At<String>
    /// 0...1
    public let margin: At<Double>
}

extension ReadingPlace: PlanRecord {
    static let title = "place of a reading"

    static func read(_ fields: inout Fields) -> ReadingPlace {
        ReadingPlace(
            server: fields.optional("server", .text, "The address of a Prometheus server."),
            query: fields.optional("query", .text, "PromQL: the number, or how much waits."),
            ageQuery: fields.optional("age_query", .text, "PromQL: the age of the oldest, in seconds."),
            url: fields.optional("url", .text, "An address that answers in JSON."),
            count: fields.optional("count", .text, "JSON pointer to the number, or to how much waits: /queue/length."),
            age: fields.optional("age", .text, "JSON pointer to when the oldest was made."),
            file: fields.optional("file", .text, "A file whose time of change counts."),
            token: fields.optional("token", .secret, "Where the bearer token is kept."),
            position: fields.position)
    }
}

extension SideLogs: PlanRecord {
    static let title = "log files"

    static func read(_ fields: inout Fields) -> SideLogs {
        SideLogs(
            old: fields.required("old", .text, "The old side's log file."),
            new: fields.required("new", .text, "The new side's log file."),
            format: fields.optional("format", .choice(Format.self), "Their format; seen from the lines if absent."),
            position: fields.position)
    }
}

extension LoadBounds: PlanRecord {
    static let title = "load bounds"

    static func read(_ fields: inout Fields) -> LoadBounds {
        LoadBounds(
            pages: fields.optional("pages", .number(0...1e6), "People called, by the hour."),
            incidents: fields.optional("incidents", .number(0...1e6), "Incidents open at once."),
            interventions: fields.optional("interventions", .number(0...1e6), "Things done by hand, by the hour."),
            over: fields.optional("over", .duration, "Over how long it is counted; 1h if absent."),
            position: fields.position)
    }
}

extension SegmentMargin: PlanRecord {
    static let title = "segment margin"

    static func read(_ fields: inout Fields) -> SegmentMargin {
        SegmentMargin(
            segment: fields.required("segment", .segment, "The segment: region=EU."),
            margin: fields.required("margin", .points, "The difference that must be ruled out in it."))
    }
}
