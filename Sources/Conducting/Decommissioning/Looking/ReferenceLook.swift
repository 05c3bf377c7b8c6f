import Observation
import Planning
import Relocation

import class Foundation.FileManager
import struct Foundation.URL

/// Looks for what may still lead to an old host: names, the plan's own addresses, and lists that are kept elsewhere.
struct ReferenceLook: Sendable {
    let plan: Plan
    let logins: PlanLogins
    let folder: URL
    /// The addresses of a name.
    let resolve: @Sendable (String) async -> Sighting<[String]>

    typealias Reference = DecommissionSeen.Reference

    func look(_ names: [String: OldNames]) async -> [Reference] {
        var found = planned(names)
        for domain in domains {
            switch await resolve(domain) {
            case .unseen(let why): found.append(Reference(what: "DNS \(domain)", leads: .unseen(why)))
            case .seen(let addresses):
                let leads = names.mapValues { $0.mentions(in: addresses.joined(separator: " ")) }
                found.append(Reference(what: "DNS \(domain)", leads: .seen(leads)))
            }
        }
        for reference in plan.decommission?.references ?? [] {
            let what = "\(reference.what.value.rawValue) \(reference.id.value)"
            switch await text(of: reference) {
            case .unseen(let why): found.append(Reference(what: what, leads: .unseen(why)))
            case .seen(let text):
                found.append(Reference(what: what, leads: .seen(names.mapValues { $0.mentions(in: text) })))
            }
        }
        return found
    }

    /// The names that shoppers and partners come by.
    private var domains: [String] {
        var seen: Set<String> = []
        let sites = (plan.relocation?.networks ?? []).flatMap(\.sites)
            .flatMap { [$0.domain.value, $0.mapped?.value].compactMap(\.self) }
        return (sites + (plan.relocation?.names?.also.map(\.value) ?? [])).filter { seen.insert($0).inserted }
    }

    /// What the plan itself says: where systems answer that stay, and what is carried to a system that ends.
    private func planned(_ names: [String: OldNames]) -> [Reference] {
        var found: [Reference] = []
        for system in plan.systems where system.side.value != .old && !system.endpoints.isEmpty {
            let text = system.endpoints.map(\.value).joined(separator: " ")
            found.append(
                Reference(
                    what: "endpoint of \(system.id.value)", leads: .seen(names.mapValues { $0.mentions(in: text) })))
        }
        let ended = Set(plan.decommission?.systems.map(\.value) ?? [])
        for integration in plan.integrations where integration.until == nil {
            guard let end = [integration.from, integration.to].first(where: { ended.contains($0.value) }) else {
                continue
            }
            let hosts = plan.oldHosts.filter { $0.system?.value == end.value }.map(\.id.value.rawValue)
            let all = hosts.isEmpty ? plan.oldHosts.map(\.id.value.rawValue) : hosts
            found.append(
                Reference(
                    what: "integration \(integration.id.value), which never ends by the plan,",
                    leads: .seen(Dictionary(uniqueKeysWithValues: all.map { ($0, ["\(end.value)"]) }))))
        }
        return found
    }

    private func text(of reference: OldReference) async -> Sighting<String> {
        let place = reference.look.value
        guard place.hasPrefix("http://") || place.hasPrefix("https://") else {
            let file = URL(filePath: place, relativeTo: folder)
            guard let bytes = FileManager.default.contents(atPath: file.path(percentEncoded: false)) else {
                return .unseen("\(place) cannot be read")
            }
            return .seen(String(decoding: bytes, as: UTF8.self))
        }
        do throws(ReadingFault) {
            let token = logins.item(reference.access?.value)?.reference?.value
            let answer = try await WebQuestion(url: place, token: token, patience: .seconds(15)).ask(now: Self.wall)
            guard answer.status == 200 else { return .unseen("\(place) answers \(answer.status)") }
            return .seen(String(decoding: answer.body, as: UTF8.self))
        } catch {
            return .unseen(error.description)
        }
    }

    private static let wall: @Sendable () -> Int = { Int(PlanTime.now.milliseconds) }
}
