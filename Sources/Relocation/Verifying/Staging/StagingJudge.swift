/// Whether staging can mail customers, charge cards or write to the ERP, as far as it can be seen: pure.
public struct StagingJudge: Sendable {
    public init() {}

    private func finding(
        _ check: String, of subject: String, _ state: VerificationFinding.State, _ detail: String,
        isRequired: Bool = true
    ) -> VerificationFinding {
        VerificationFinding(.staging, check, of: subject, state, detail, isRequired: isRequired)
    }

    public func findings(_ look: StagingLook) -> [VerificationFinding] {
        look.constants.keys.sorted().flatMap { network(look, $0) } + reaches(look) + look.settings.map(setting)
            + [mail(look.mail)]
    }

    private func network(_ look: StagingLook, _ id: String) -> [VerificationFinding] {
        guard let constants = look.constants[id] ?? nil else {
            return [finding("configuration", of: id, .notSeen, "wp-config.php did not tell what it defines")]
        }
        let type = constants["WP_ENVIRONMENT_TYPE"]
        let isOff = ["true", "1"].contains(constants["DISABLE_WP_CRON"] ?? "")
        let isBlocked = ["true", "1"].contains(constants["WP_HTTP_BLOCK_EXTERNAL"] ?? "")
        let environment: VerificationFinding =
            switch type {
            case "staging", "development", "local": finding("environment", of: id, .passed, "`\(type ?? "")`")
            default:
                finding(
                    "environment", of: id, .failed,
                    "WP_ENVIRONMENT_TYPE is \(type.map { "`\($0)`" } ?? "not set, which is production"); plugins take "
                        + "this for the real shop; define it as `staging`")
            }
        return [
            environment,
            isOff
                ? finding("schedule", of: id, .passed, "pages do not run the schedule")
                : finding(
                    "schedule", of: id, .failed,
                    "pages run the schedule, with all that production had queued; define DISABLE_WP_CRON as true"),
            isBlocked
                ? finding(
                    "outgoing requests", of: id, .passed,
                    "WordPress blocks them, except to \(constants["WP_ACCESSIBLE_HOSTS"] ?? "nobody")")
                : finding(
                    "outgoing requests", of: id, .notSeen, "WP_HTTP_BLOCK_EXTERNAL does not stop them",
                    isRequired: false),
        ]
    }

    private func reaches(_ look: StagingLook) -> [VerificationFinding] {
        guard !look.reaches.isEmpty else {
            return [
                finding(
                    "forbidden places", of: "staging", .notSeen,
                    "the plan names none, such as the ERP's: `relocation.staging.forbidden`", isRequired: false)
            ]
        }
        return look.reaches.map { reach in
            let subject = "\(reach.address) from \(reach.host)"
            return switch reach.answer {
            case .refused(let how): finding("forbidden place", of: subject, .passed, "\(reach.what): \(how)")
            case .open:
                finding("forbidden place", of: subject, .failed, "\(reach.what) takes connections: close the way there")
            case .notTried(let why): finding("forbidden place", of: subject, .notSeen, why)
            }
        }
    }

    private func setting(_ setting: StagingLook.Setting) -> VerificationFinding {
        func told(_ state: VerificationFinding.State, _ detail: String) -> VerificationFinding {
            finding("setting", of: setting.name, state, detail)
        }
        if case .unknown(let why) = setting.value { return told(.notSeen, why) }
        if let wanted = setting.wanted {
            let text = setting.wantedText ?? ""
            if setting.value == .digest(wanted) { return told(.passed, "as the plan wants it: `\(text)`") }
            return told(.failed, setting.value == .absent ? "it is not set, not `\(text)`" : "it is not `\(text)`")
        }
        if case .unknown(let why) = setting.old {
            return told(.notSeen, "the old side's is not known\(why.isEmpty ? "" : ": \(why)")")
        }
        return setting.value == setting.old
            ? told(.failed, "it is the same as on the old side: staging works with production's")
            : told(.passed, "other than on the old side")
    }

    private func mail(_ mail: StagingLook.Mail?) -> VerificationFinding {
        guard let mail else {
            return finding(
                "mail", of: "staging", .notSeen,
                "the plan does not say where staging's mail must end up: `relocation.staging.mail`", isRequired: false)
        }
        switch mail.isHeld {
        case true: return finding("mail", of: mail.file, .passed, "mail goes to `\(mail.holds)`")
        case false:
            return finding(
                "mail", of: mail.file, .failed, "`\(mail.holds)` does not stand in it: mail may reach people")
        default: return finding("mail", of: mail.file, .notSeen, "it could not be read")
        }
    }
}
