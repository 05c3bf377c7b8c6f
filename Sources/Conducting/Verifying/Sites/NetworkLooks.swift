import Crypto
import Foundation
import Planning
import Relocation

/// What the databases and the folders of both sides say of one network.
struct NetworkLooks: Sendable {
    var new: NetworkSettings?
    var old: NetworkSettings?
    var root: RootLook?
    var oldRoot: RootLook?
    var troubles: [String] = []

    /// By its own domain; where it still has the old one, by that.
    func settings(of site: ExpectedSite, in network: NetworkSettings) -> SiteSettings? {
        NetworkJudge(
            network: "", sites: [], isStaging: false, allowed: [], homes: [], map: nil, now: Date()
        ).settings(of: site, in: network)
    }

    /// A setting of the plan, on this network: a constant once, an option for each site.
    func settings(of wanted: StagingSetting, network: String) -> [StagingLook.Setting] {
        let text = wanted.value.map { $0.value == "empty" ? "" : $0.value }
        func setting(
            _ name: String, _ value: StagingLook.Setting.Value, _ old: StagingLook.Setting.Value
        ) -> StagingLook.Setting {
            StagingLook.Setting(
                name: name, value: value, wanted: text.map(Self.digest), wantedText: wanted.value?.value, old: old)
        }
        let name = wanted.name.value
        guard wanted.place?.value == .option else {
            return [
                setting(
                    "\(name) of \(network)", Self.constant(name, root), Self.constant(name, oldRoot))
            ]
        }
        return (new?.sites ?? []).map { site in
            let before = old?.sites.first { $0.id == site.id }
            return setting(
                "\(name) of site \(site.id) of \(network)",
                site.options[name].map { .digest(Self.digest($0)) } ?? .absent,
                before.map { $0.options[name].map { .digest(Self.digest($0)) } ?? .absent }
                    ?? .unknown("its database could not be read"))
        }
    }

    private static func constant(_ name: String, _ root: RootLook?) -> StagingLook.Setting.Value {
        guard let root else { return .unknown("no folder could be read: `roots`") }
        guard root.constants != nil else { return .unknown(root.trouble ?? "wp-config.php did not tell") }
        return root.digests[name].map { .digest($0) } ?? .absent
    }

    static func digest(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
