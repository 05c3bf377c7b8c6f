extension ProbeTable {
    /// Everything that makes the table unusable, so that a slip in it is never taken for a fault of a shop.
    public var problems: [ProbingError] {
        var found: [ProbingError] = []
        if cases.isEmpty || journeys.isEmpty || compared.isEmpty { found.append(.emptyTable) }
        if cases.count > Self.caseLimit {
            found.append(.tooMany(what: "cases", count: cases.count, limit: Self.caseLimit))
        }
        found += Self.repeated("journey", journeys.map(\.id)) + Self.repeated("case", cases.map(\.id))
        found += Self.repeated("compared value", compared.map(\.name))
        for journey in journeys { found += problems(of: journey) }
        for probe in cases { found += problems(of: probe) }
        for exception in exceptions {
            if !cases.contains(where: { $0.id == exception.case }) {
                found.append(.unknown(what: "case", name: exception.case, place: "an exception"))
            }
            if !compared.contains(where: { $0.name == exception.value }) {
                found.append(.unknown(what: "value", name: exception.value, place: "an exception"))
            }
        }
        return found
    }

    private static let caseLimit = 1_000
    private static let stepLimit = 50

    private static func repeated(_ what: String, _ names: [String]) -> [ProbingError] {
        Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
            .map { .repeated(what: what, name: $0) }
    }

    private func problems(of journey: Journey) -> [ProbingError] {
        var found: [ProbingError] = []
        if !(1...Self.stepLimit).contains(journey.steps.count) {
            found.append(
                .tooMany(what: "steps of journey `\(journey.id)`", count: journey.steps.count, limit: Self.stepLimit))
        }
        for step in journey.steps {
            let place = "journey `\(journey.id)`, \(step.name)"
            if step.method.isEmpty || !step.method.allSatisfy({ $0.isASCII && $0.isUppercase }) {
                found.append(.malformed(what: "method", value: step.method, expected: "GET, POST, …", place: place))
            }
            let begins = step.path.hasPrefix("/") || Filling.onlyName(in: step.path) != nil
            if !begins || step.path.utf8.contains(where: { $0 <= 32 }) {
                found.append(
                    .malformed(what: "path", value: step.path, expected: "/… or one {name} alone", place: place))
            }
            if step.expect.isEmpty || !step.expect.allSatisfy({ 100...599 ~= $0 }) {
                found.append(
                    .malformed(what: "expect", value: "\(step.expect)", expected: "statuses 100 to 599", place: place))
            }
            for header in step.headers where !Self.isHeader(header) {
                found.append(
                    .malformed(
                        what: "header", value: header.name, expected: "a name of letters, and no line end in the value",
                        place: place))
            }
            for capture in step.captures where !capture.pattern.isUsable {
                found.append(
                    .malformed(
                        what: "capture `\(capture.name)`", value: "\(capture.pattern)",
                        expected: "a text before the value, a JSON pointer, or a header name", place: place))
            }
        }
        return found
    }

    private static func isHeader(_ field: ProbeField) -> Bool {
        !field.name.isEmpty && field.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            && !field.value.unicodeScalars.contains { $0.value < 32 }
    }

    private func problems(of probe: ProbeCase) -> [ProbingError] {
        let place = "case `\(probe.id)`"
        guard let journey = journey(of: probe) else {
            return [.unknown(what: "journey", name: probe.journey, place: place)]
        }
        var found: [ProbingError] = []
        if probe.host.isEmpty
            || !probe.host.utf8.allSatisfy({ 33...126 ~= $0 && !"/?#@{}\"<>\\".utf8.contains($0) })
        {
            found.append(.malformed(what: "host", value: probe.host, expected: "eu.shop.example", place: place))
        }
        var known = Set(probe.given.keys).union(["run"])
        for step in journey.steps {
            for name in step.templates.flatMap(Filling.names(in:)) where !known.contains(name) {
                found.append(.unfilled(name: name, step: step.name, place: place))
            }
            known.formUnion(step.captures.map(\.name))
        }
        if compared(in: journey).isEmpty { found.append(.nothingCompared(place: place)) }
        return found
    }
}

extension CapturePattern {
    /// Whether it can find anything at all.
    var isUsable: Bool {
        switch self {
        case .between(let after, _): !after.isEmpty
        case .pointer(let pointer): JSONPointer(pointer) != nil
        case .header(let name): !name.isEmpty
        }
    }
}
