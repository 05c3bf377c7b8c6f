/// A scripted visit: steps walked one after another on one side, with what each answer told kept for the later ones.
///
/// ```swift
/// Journey("buy", [
///     .post("/cart/add", form: [.init("sku", "{product}")], expect: [303]),
///     .get("/checkout", [Capture("subtotal", .between(after: "Total ", before: "<"))]),
/// ])
/// ```
/// `{name}` stands for an argument of the case (`{host}` and `{agent}` among them), for a value captured by an earlier
/// step of the same side, or, as `{run}`, for sixteen letters drawn anew for every walk and equal on both sides. Braces
/// around anything that is no name are plain text.
public struct Journey: Sendable, Hashable {
    public var id: String
    /// 1 to 50 of them.
    public var steps: [Step]

    public init(_ id: String, _ steps: [Step]) {
        self.id = id
        self.steps = steps
    }

    /// One request and what is expected of its answer.
    public struct Step: Sendable, Hashable {
        /// An HTTP method in capitals.
        public var method: String
        /// Begins with `/`, or is one `{name}` alone: then the captured path or address is taken as it stands, resolved
        /// against the step before; it may not leave the case's host. Elsewhere values are percent-encoded.
        public var path: String
        /// Sent as `application/x-www-form-urlencoded` where there is at least one.
        public var form: [ProbeField]
        public var headers: [ProbeField]
        public var captures: [Capture]
        /// The statuses that are a good answer. Redirects are not followed: a journey says where it goes.
        public var expect: [Int]

        public init(
            method: String = "GET", path: String, form: [ProbeField] = [], headers: [ProbeField] = [],
            captures: [Capture] = [], expect: [Int] = [200]
        ) {
            self.method = method
            self.path = path
            self.form = form
            self.headers = headers
            self.captures = captures
            self.expect = expect
        }

        /// A read.
        public static func get(_ path: String, _ captures: [Capture] = [], expect: [Int] = [200]) -> Step {
            Step(path: path, captures: captures, expect: expect)
        }

        /// A form sent.
        public static func post(
            _ path: String, form: [ProbeField], _ captures: [Capture] = [], expect: [Int] = [200]
        ) -> Step {
            Step(method: "POST", path: path, form: form, captures: captures, expect: expect)
        }

        /// How it is named for people.
        public var name: String { "\(method) \(path)" }

        /// Every text in which names are filled in.
        var templates: [String] {
            [path] + form.flatMap { [$0.name, $0.value] } + headers.flatMap { [$0.name, $0.value] }
        }
    }
}

/// A form field or a header.
public struct ProbeField: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A value taken from an answer.
public struct Capture: Sendable, Hashable {
    public var name: String
    public var pattern: CapturePattern
    /// Whether an answer without it is still a good answer. Absent on both sides is equal, absent on one is not.
    public var isOptional: Bool

    public init(_ name: String, _ pattern: CapturePattern, isOptional: Bool = false) {
        self.name = name
        self.pattern = pattern
        self.isOptional = isOptional
    }
}
