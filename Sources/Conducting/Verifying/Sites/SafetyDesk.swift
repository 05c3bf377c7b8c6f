package import Planning
package import Relocation

/// Looks at what a staging site could do to customers, their cards and the systems of production.
package struct SafetyDesk: Sendable {
    private let plan: Plan
    private let networks: [SitesDesk]
    private let logins: PlanLogins

    package init(_ plan: Plan, _ networks: [SitesDesk], _ logins: PlanLogins) {
        (self.plan, self.networks, self.logins) = (plan, networks, logins)
    }

    package func verify() async -> Verification {
        var look = StagingLook()
        for network in networks {
            let (settings, constants) = await network.stagingSettings()
            look.settings += settings
            look.constants[network.id] = .some(constants)
        }
        for place in plan.relocation?.staging?.forbidden ?? [] { look.reaches += await reaches(place) }
        if let sink = plan.relocation?.staging?.mail { look.mail = await mail(sink) }
        return Verification(StagingJudge().findings(look))
    }

    private func reaches(_ place: ForbiddenPlace) async -> [StagingLook.Reach] {
        let hosts = (plan.relocation?.hosts ?? []).filter { host in
            place.host.map { host.id.value == $0.value } ?? (host.side.value == .new)
        }
        var found: [StagingLook.Reach] = []
        for host in hosts {
            let answer: StagingLook.Reach.Answer
            do throws(RelocationError) {
                answer = try await logins.host(host.id.value).reach(place.address.value)
            } catch {
                answer = .notTried(error.description)
            }
            found.append(
                StagingLook.Reach(
                    address: place.address.value, what: place.what?.value ?? place.address.value,
                    host: host.id.value.rawValue, answer: answer))
        }
        return found
    }

    private func mail(_ sink: MailSink) async -> StagingLook.Mail {
        var isHeld: Bool?
        do throws(RelocationError) {
            let reply = try await logins.host(sink.host.value).run(["cat", "--", sink.file.value])
            if reply.status == 0 { isHeld = reply.text.contains(sink.holds.value) }
        } catch {
            isHeld = nil
        }
        return StagingLook.Mail(file: sink.file.value, holds: sink.holds.value, isHeld: isHeld)
    }
}
