import Planning

/// The four questions of ownership, answered from the plan.
struct OwnershipQuestions {
    private let plan: Plan
    private let names: PersonNames

    init(_ plan: Plan, _ names: PersonNames) {
        (self.plan, self.names) = (plan, names)
    }

    var all: [OwnershipMap.Question] { [failures, releases, watching, search] }

    /// One part of an answer: who, or what is missing.
    private enum Part {
        case answer(String)
        case missing(String)
    }

    private func question(_ name: String, _ asks: String, _ parts: [Part]) -> OwnershipMap.Question {
        OwnershipMap.Question(
            name: name, asks: asks,
            answers: parts.compactMap { if case .answer(let words) = $0 { words } else { nil } },
            missing: parts.compactMap { if case .missing(let words) = $0 { words } else { nil } })
    }

    private func duty(_ name: String, _ duty: Duty?) -> [Part] {
        guard let owner = names[duty?.owner] else { return [.missing("\(name): nobody is named")] }
        guard let deputy = duty?.deputy, deputy.value != duty?.owner?.value else {
            return [.answer("\(name): \(owner)"), .missing("\(name): nobody stands in for \(owner)")]
        }
        return [.answer("\(name): \(owner); \(names[deputy] ?? "") stands in")]
    }

    private var failures: OwnershipMap.Question {
        let each = plan.integrations.map { integration -> Part in
            let id = integration.id.value
            guard let owner = names[integration.owner] else { return .missing("integration \(id) has no owner") }
            guard let retry = integration.retry?.value else { return .missing("integration \(id) has no retry rule") }
            return .answer("\(id): \(owner); \(retry)")
        }
        return question(
            "integration failures and retries",
            "When an integration fails, who handles it, and who owns trying again?",
            duty("overall", plan.responsibilities?.integrationFailures) + each)
    }

    private var releases: OwnershipMap.Question {
        question(
            "release approvals and rollback decisions", "Who releases each stage, and who decides to take it back?",
            plan.stages.flatMap { stage -> [Part] in
                let id = stage.id.value
                let approvers = stage.approvers.compactMap { names[$0] }
                let decider = names[stage.rollback?.decider]
                var parts: [Part] = []
                if approvers.isEmpty { parts.append(.missing("stage \(id) names nobody who may release it")) }
                if decider == nil { parts.append(.missing("stage \(id) names nobody who decides on going back")) }
                if let decider, !approvers.isEmpty {
                    parts.append(
                        .answer(
                            "\(id): released by \(approvers.joined(separator: " or ")); \(decider) decides on "
                                + "going back"))
                }
                return parts
            })
    }

    private var watching: OwnershipMap.Question {
        let shared = plan.responsibilities
        return question(
            "monitoring, alerting and incident response", "Who sees to it that harm is seen, told, and ended?",
            duty("monitoring", shared?.monitoring) + duty("alerting", shared?.alerting)
                + duty("incident response", shared?.incidentResponse))
    }

    private var search: OwnershipMap.Question {
        let moved = plan.stages.filter { plan.unit($0.unit.value)?.domain.value == .seo }.map { stage -> Part in
            guard let owner = names[stage.owner] else { return .missing("stage \(stage.id.value) has no owner") }
            return .answer("stage \(stage.id.value): \(owner)")
        }
        return question(
            "SEO routing and indexing validation",
            "Who owns that old addresses lead on, and that search engines find on the new side what they found?",
            duty("overall", plan.responsibilities?.seoValidation) + moved)
    }
}
