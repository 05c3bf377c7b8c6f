import Foundation
import Gating
import Observation
import Planning

extension RunPlan {
    func probeReader(
        _ signal: Signal, _ id: String, _ every: Duration
    ) throws(ConductingError) -> any SignalReader {
        guard let probes = plan.probes else { throw signal.incomplete }
        do {
            let table = ProbeTable(probes, cases: Set(signal.cases.map(\.value)))
            var limits = ProbeLimits()
            if let timeout = probes.timeout { limits.step = timeout.value }
            return try ProbeReader(
                signal: id, every: every, table: table,
                endpoints: SideEndpoints(old: oldEndpoint, new: newEndpoint), limits: limits)
        } catch {
            throw .plan(what: "\(error)", at: "\(probes.position)", mend: "mend the table of probes")
        }
    }

    func mirrorReader(
        _ signal: Signal, _ id: String, _ every: Duration, _ freshness: Duration, _ queue: MirrorQueue
    ) throws(ConductingError) -> any SignalReader {
        do {
            return MirrorReader(
                signal: id, every: every, freshness: freshness, queue: queue,
                endpoints: try SideEndpoints(old: oldEndpoint, new: newEndpoint),
                comparison: MirrorComparison(plan.mirroring, old: oldEndpoint, new: newEndpoint))
        } catch {
            throw .plan(what: "\(error)", at: "\(signal.kind.position)", mend: "give the storefronts endpoints")
        }
    }
}

extension ProbeTable {
    /// - Parameter cases: those that are tried; all where it is empty.
    init(_ probes: Probes, cases: Set<Planning.ProbeCase.ID>) {
        let chosen = probes.cases.filter { cases.isEmpty || cases.contains($0.id.value) }
        let ids = Set(chosen.map(\.id.value))
        let differences = Dictionary(
            probes.differences.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Set(probes.journeys.flatMap(\.compare).map(\.value))
        self.init(
            journeys: probes.journeys.map { journey in
                Journey(journey.id.value.rawValue, journey.steps.map(Journey.Step.init))
            },
            cases: chosen.map(Observation.ProbeCase.init),
            compared: names.sorted().map { name in
                ComparedValue(name, differences[name].map { .difference($0.from.value, $0.less.value) })
            },
            exceptions: probes.except.filter { ids.contains($0.of.value) }.map {
                .init(case: $0.of.value.rawValue, value: $0.value.value, why: $0.why.value)
            })
    }
}

extension Journey.Step {
    init(_ step: ProbeStep) {
        self.init(
            method: step.post == nil ? "GET" : "POST", path: (step.post ?? step.get)?.value ?? "/",
            form: step.form.map { ProbeField($0.value, separator: "=") },
            headers: step.headers.map { ProbeField($0.value, separator: ": ") },
            captures: step.capture.map { capture in
                let pattern: CapturePattern =
                    if let pointer = capture.pointer {
                        .pointer(pointer.value)
                    } else if let header = capture.header {
                        .header(header.value)
                    } else {
                        .between(after: capture.after?.value ?? "", before: capture.before?.value ?? "")
                    }
                return Capture(capture.name.value, pattern, isOptional: capture.optional?.value ?? false)
            },
            expect: [step.expect?.value ?? 200])
    }
}

extension Observation.ProbeCase {
    init(_ it: Planning.ProbeCase) {
        let pairs = it.with.map { ProbeField($0.value, separator: "=") }
        self.init(
            it.id.value.rawValue, journey: it.journey.value.rawValue, host: it.host?.value ?? "",
            agent: it.agent?.value,
            arguments: Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }))
    }
}

extension ProbeField {
    /// `name=value` and the like; the plan's reader has seen to the separator.
    init(_ text: String, separator: String) {
        let range = text.range(of: separator) ?? text.endIndex..<text.endIndex
        self.init(String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    }
}

extension MirrorComparison {
    /// - Parameters:
    ///   - old: the old side's endpoint: a page may name the host it was asked at.
    init(_ rules: MirrorRules?, old: String, new: String) {
        let hosts = [old, new].map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        var all: [Normalisation.Rule] = [
            .dropComments, .collapseWhitespace, .replaceHosts(old: [hosts[0]], new: [hosts[1]]),
        ]
        for rule in rules?.normalise ?? [] {
            if let attribute = rule.attribute { all.append(.dropValues([attribute.value])) }
            if let after = rule.after, let before = rule.before {
                all.insert(.dropBetween(after: after.value, before: before.value), at: 0)
            }
        }
        let headers = rules?.headers.map(\.value) ?? []
        self.init(headers: headers.isEmpty ? Self.usualHeaders : headers, normalisation: Normalisation(all))
    }
}
