import Gating

/// Bounds of a reading.
public struct ProbeLimits: Sendable, Hashable {
    /// Cases, or mirrored reads, under way at once.
    public var parallel: Int
    /// For one request, the last byte of its answer included.
    public var step: Duration
    /// For the whole reading; below twenty seconds where a gate waits for it.
    public var total: Duration
    /// The largest body that is read, in bytes.
    public var body: Int
    /// How often a case is walked at most while the old side does not answer as expected: payments are refused for
    /// reasons of their own. A new side that fails where the old one did not has failed the first time.
    public var attempts: Int

    public init(
        parallel: Int = 4, step: Duration = .seconds(6), total: Duration = .seconds(18), body: Int = 2 << 20,
        attempts: Int = 3
    ) {
        self.attempts = max(1, attempts)
        self.parallel = max(1, parallel)
        self.step = step
        self.total = total
        self.body = body
    }
}

/// One case, walked on both sides in lockstep: a step begins when both sides have answered the one before, so that what
/// is compared was said at the same time.
struct ProbeWalk: Sendable {
    let probe: ProbeCase
    let journey: Journey
    let compared: [ComparedValue]
    let exceptions: [ProbeException]
    let endpoints: SideEndpoints
    let mark: ProbeMark
    let limits: ProbeLimits

    func run(until end: ContinuousClock.Instant) async -> ProbeOutcome {
        for _ in 1..<limits.attempts {
            let outcome = await walk(until: end)
            guard case .oldFailed = outcome.ending else { return outcome }
        }
        return await walk(until: end)
    }

    private func walk(until end: ContinuousClock.Instant) async -> ProbeOutcome {
        let run = String((0..<16).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement() ?? "x" })
        let given = probe.given.merging(["run": run]) { own, _ in own }
        var old = SideVisit(side: .old, filling: Filling(values: given))
        var new = SideVisit(side: .new, filling: Filling(values: given))
        for step in journey.steps {
            let left = min(limits.step, end - ContinuousClock.now)
            guard left > .zero, !Task.isCancelled else { return notRun("time was up before \(step.name)") }
            async let a = visited(old, step, left)
            async let b = visited(new, step, left)
            (old, new) = await (a, b)
            if let trouble = old.trouble ?? new.trouble {
                if Task.isCancelled { return notRun("called off") }
                // A step cut short by the end of the reading says nothing about a side.
                if left < limits.step, ContinuousClock.now >= end { return notRun("time was up in \(step.name)") }
                return ProbeOutcome(
                    case: probe.id, ending: old.trouble == nil ? .newFailed(trouble) : .oldFailed(trouble))
            }
        }
        let pairs = compared.map { value in
            ComparedPair.compare(
                value, old: old.captured, new: new.captured,
                declared: exceptions.first { $0.case == probe.id && $0.value == value.name }?.why)
        }
        return ProbeOutcome(case: probe.id, ending: .compared, values: pairs)
    }

    private func notRun(_ why: String) -> ProbeOutcome {
        ProbeOutcome(case: probe.id, ending: .notRun(why))
    }

    private func visited(_ visit: SideVisit, _ step: Journey.Step, _ limit: Duration) async -> SideVisit {
        var visit = visit
        guard let request = visit.request(step, probe: probe, mark: mark) else { return visit }
        switch await request.send(to: endpoints[visit.side], within: limit, size: limits.body) {
        case .failure(let failure): visit.trouble = "\(failure) to \(step.name)"
        case .success(let answer): visit.take(answer, step)
        }
        return visit
    }
}

/// What one side of a walk has come to: its cookies, what it told, where it stands.
private struct SideVisit: Sendable {
    let side: Side
    var filling: Filling
    var captured: [String: String] = [:]
    /// Why the side did not answer as expected; nil while it does.
    var trouble: String?
    private var cookies = ProbeCookies()
    private var place = "/"

    init(side: Side, filling: Filling) {
        self.side = side
        self.filling = filling
    }

    /// Nil, with the trouble noted, where the side gave nowhere to go.
    mutating func request(_ step: Journey.Step, probe: ProbeCase, mark: ProbeMark) -> SideRequest? {
        guard let path = filling.path(step.path, host: probe.host, previous: place) else {
            let names = Filling.names(in: step.path).compactMap { filling.values[$0] }
            let to = names.first.map { ", `\(PlainText.visible($0, limit: 80))`" } ?? ""
            trouble = "leads to no page of \(probe.host)\(to), at \(step.name)"
            return nil
        }
        var headers = [
            ProbeField("user-agent", probe.agent ?? ProbeMark.agent), ProbeField("accept", "text/html,*/*;q=0.8"),
        ]
        for header in step.headers {
            guard let value = filling.text(header.value, for: .header) else { continue }
            headers.append(ProbeField(header.name, value))
        }
        if let cookie = cookies.header { headers.append(ProbeField("cookie", cookie)) }
        place = path
        return SideRequest(
            method: step.method, path: path, host: probe.host, headers: headers + mark.headers("probe"),
            form: step.form.isEmpty ? nil : filling.form(step.form))
    }

    /// Keeps what the answer tells, and notes where it is not the one expected.
    mutating func take(_ answer: SideAnswer, _ step: Journey.Step) {
        cookies.take(answer.values("set-cookie"))
        guard step.expect.contains(answer.status) else {
            let expected = step.expect.map(String.init).joined(separator: " or ")
            trouble = "answered \(answer.status) to \(step.name), expected \(expected)"
            return
        }
        for capture in step.captures {
            if let value = capture.pattern.value(in: answer) {
                captured[capture.name] = value
                filling.values[capture.name] = value
            } else if !capture.isOptional {
                trouble = "answered \(step.name) without `\(capture.name)`"
                return
            }
        }
    }
}

/// The cookies of one side in one case: by name, the newest wins; paths and dates are not looked at.
struct ProbeCookies: Sendable, Hashable {
    private var values: [String: String] = [:]

    /// Takes in the Set-Cookie headers of an answer. An empty value, or `Max-Age` of nothing, removes.
    mutating func take(_ headers: [String]) {
        for header in headers {
            let parts = header.split(separator: ";").map { PlainText.collapsed(String($0)) }
            guard let pair = parts.first, let mark = pair.firstIndex(of: "="), mark > pair.startIndex else { continue }
            let name = String(pair[..<mark])
            let value = String(pair[pair.index(after: mark)...])
            let isGone = parts.dropFirst().contains { part in
                let lower = part.lowercased()
                return lower.hasPrefix("max-age=") && (Int(lower.dropFirst(8)) ?? 1) <= 0
            }
            if isGone || value.isEmpty {
                values[name] = nil
            } else if values[name] != nil || values.count < 64 {
                values[name] = value
            }
        }
    }

    /// As the Cookie header says them; nil where there are none.
    var header: String? {
        values.isEmpty ? nil : values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }
}
