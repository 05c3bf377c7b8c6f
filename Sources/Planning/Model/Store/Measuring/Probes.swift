/// Scripted journeys that are made on both sides at once, and what of their results must be the same.
public struct Probes: Sendable {
    public let journeys: [ProbeJourney]
    /// Values that are one captured amount less another.
    public let differences: [ProbeDifference]
    public let cases: [ProbeCase]
    /// Differences that are meant.
    public let except: [ProbeException]
    /// What marks the requests as probes, besides `X-Sluice-Probe`: a secret that the store's own rules know.
    public let secret: At<SecretReference>?
    /// How long one step may take; 10 s when absent.
    public let timeout: At<Duration>?
    public let position: Position
}

/// A way through the store, step by step. `{name}` stands for what a case, or an earlier step, calls so.
public struct ProbeJourney: Sendable {
    public typealias ID = Identifier<ProbeJourney>

    public let id: At<ID>
    public let steps: [ProbeStep]
    /// The captured values that must be the same on both sides.
    public let compare: [At<String>]
}

/// One request of a journey.
public struct ProbeStep: Sendable {
    public let get: At<String>?
    public let post: At<String>?
    /// `name=value`, sent as a form.
    public let form: [At<String>]
    /// `Name: value`
    public let headers: [At<String>]
    /// The status that is expected; 200 when absent.
    public let expect: At<Int>?
    public let capture: [ProbeCapture]
    public let position: Position
}

/// A value to be taken from an answer.
public struct ProbeCapture: Sendable {
    public let name: At<String>
    /// The text right before the value.
    public let after: At<String>?
    /// The text right after the value.
    public let before: At<String>?
    /// For JSON: where the value is (RFC 6901).
    public let pointer: At<String>?
    /// The name of a header of the answer.
    public let header: At<String>?
    /// Whether it may be missing, on both sides alike.
    public let optional: At<Bool>?
    public let position: Position
}

/// A row of the table of edge paths: a journey, and what it is made with.
public struct ProbeCase: Sendable {
    public typealias ID = Identifier<ProbeCase>

    public let id: At<ID>
    public let journey: At<ProbeJourney.ID>
    public let host: At<String>?
    /// The browser it is made with.
    public let agent: At<String>?
    /// `name=value`
    public let with: [At<String>]
}

/// A value that is one captured amount less another: a discount, shipping.
public struct ProbeDifference: Sendable {
    public let name: At<String>
    public let from: At<String>
    public let less: At<String>
}

/// A difference that is meant.
public struct ProbeException: Sendable {
    public let of: At<ProbeCase.ID>
    public let value: At<String>
    public let why: At<String>
}

extension Probes: PlanRecord {
    static let title = "probes"

    static func read(_ fields: inout Fields) -> Probes {
        Probes(
            journeys: fields.records("journeys", ProbeJourney.self, "Ways through the store."),
            differences: fields.records(
                "differences", ProbeDifference.self, "Values that are one amount less another."),
            cases: fields.records("cases", ProbeCase.self, "What the journeys are made with."),
            except: fields.records("except", ProbeException.self, "Differences that are meant."),
            secret: fields.optional("secret", .secret, "Where the secret that marks probes is kept."),
            timeout: fields.optional("timeout", .duration, "How long one step may take; 10s if absent."),
            position: fields.position)
    }
}

extension ProbeJourney: PlanRecord {
    static let title = "journey"

    static func read(_ fields: inout Fields) -> ProbeJourney {
        ProbeJourney(
            id: fields.required("id", .identifier(), "How cases name this journey."),
            steps: fields.records("steps", ProbeStep.self, "The requests, in order."),
            compare: fields.list("compare", .word, "The captured values that must be the same on both sides."))
    }
}

extension ProbeStep: PlanRecord {
    static let title = "journey step"

    static func read(_ fields: inout Fields) -> ProbeStep {
        ProbeStep(
            get: fields.optional("get", .probePath, "The path that is read: /product/{product}."),
            post: fields.optional("post", .probePath, "The path that a form is sent to."),
            form: fields.list("form", .assignment, "What is sent: quantity=1."),
            headers: fields.list("headers", .header, "Headers that are sent: Accept-Language: de."),
            expect: fields.optional("expect", .integer(100...599), "The status that is expected; 200 if absent."),
            capture: fields.records("capture", ProbeCapture.self, "The values that are taken from the answer."),
            position: fields.position)
    }
}

extension ProbeCapture: PlanRecord {
    static let title = "capture"

    static func read(_ fields: inout Fields) -> ProbeCapture {
        ProbeCapture(
            name: fields.required("name", .word, "What the value is called."),
            after: fields.optional("after", .text, "The text right before the value."),
            before: fields.optional("before", .text, "The text right after the value."),
            pointer: fields.optional("pointer", .text, "For JSON: where the value is, /total."),
            header: fields.optional("header", .text, "The header that holds the value."),
            optional: fields.optional("optional", .flag, "Whether it may be missing, on both sides alike."),
            position: fields.position)
    }
}

extension ProbeCase: PlanRecord {
    static let title = "probe case"

    static func read(_ fields: inout Fields) -> ProbeCase {
        ProbeCase(
            id: fields.required("id", .identifier(), "How findings name this case."),
            journey: fields.required("journey", .identifier(), "The journey that is made."),
            host: fields.optional("host", .text, "The host that is asked for."),
            agent: fields.optional("agent", .text, "The browser it is made with (User-Agent)."),
            with: fields.list("with", .assignment, "What the journey is made with: product=mug."))
    }
}

extension ProbeDifference: PlanRecord {
    static let title = "difference"

    static func read(_ fields: inout Fields) -> ProbeDifference {
        ProbeDifference(
            name: fields.required("name", .word, "What the value is called."),
            from: fields.required("from", .word, "The captured amount."),
            less: fields.required("less", .word, "The captured amount that is taken off it."))
    }
}

extension ProbeException: PlanRecord {
    static let title = "exception"

    static func read(_ fields: inout Fields) -> ProbeException {
        ProbeException(
            of: fields.required("case", .identifier(), "The case."),
            value: fields.required("value", .word, "The value that may differ."),
            why: fields.required("why", .text, "Why it does."))
    }
}
