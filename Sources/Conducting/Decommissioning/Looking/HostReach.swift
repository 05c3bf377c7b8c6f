import NIOCore
import NIOPosix
import Planning

/// Whether anybody can still connect to a host: at the port of SSH, and at those that the plan names.
struct HostReach: Sendable {
    private let name: String
    let ports: [Int]

    /// Nil for this machine.
    init?(_ host: RelocatedHost, _ plan: Plan) {
        let address = host.address.value.split(separator: "@").last.map(String.init) ?? ""
        let parts = address.split(separator: ":")
        guard let name = parts.first.map(String.init), name != "local" else { return nil }
        self.name = name
        ports = [parts.count == 2 ? Int(parts[1]) ?? 22 : 22] + (plan.ending(of: host)?.ports.map(\.value) ?? [])
    }

    /// The ports that accept connections.
    func open() async -> [Int] {
        var open: [Int] = []
        for port in ports where await connects(port) { open.append(port) }
        return open
    }

    private func connects(_ port: Int) async -> Bool {
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(.seconds(3)).connect(host: name, port: port).get()
            try? await channel.close()
            return true
        } catch {
            return false
        }
    }
}
