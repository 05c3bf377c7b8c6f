import Glibc
import Traffic

/// A real edge between two test shops, in a folder of its own, for one test.
struct EdgeRig: Sendable {
    let topology: EdgeTopology
    let configuration: HAProxyConfiguration
    let edge: HAProxyEdge
    let old: TestShop
    let new: TestShop
    let feed: LogFeed
    let folder: String

    var port: Int { topology.listeners.http.port }

    static let units = [
        EdgeUnit(id: "catalog", paths: ["/", "/category/", "/product/"]),
        EdgeUnit(id: "search", paths: ["/search"]),
        EdgeUnit(id: "checkout-eu", hosts: ["eu.shop.test"], paths: ["/cart", "/checkout"]),
        EdgeUnit(id: "checkout-world", hosts: ["us.shop.test", "apac.shop.test"], paths: ["/cart", "/checkout"]),
    ]

    static let steps = [
        EdgeStep(name: "home", path: "/", exact: true),
        EdgeStep(name: "product", path: "/product/"),
        EdgeStep(name: "cart", path: "/cart"),
        EdgeStep(name: "checkout", path: "/checkout", role: .starts),
        EdgeStep(name: "pay", path: "/checkout/pay/", variant: true, role: .finishes),
    ]

    static func topology(old: Int, new: Int, log: Int, steps: [EdgeStep] = EdgeRig.steps) -> EdgeTopology {
        EdgeTopology(
            listeners: .init(
                http: EdgeAddress(port: PortProbe.free()), acceptProxy: EdgeAddress(port: PortProbe.free()),
                clearHTTP2: EdgeAddress(port: PortProbe.free())),
            old: [EdgeAddress(port: old)], new: [EdgeAddress(port: new)], log: EdgeAddress(port: log),
            healthPath: "/health", units: units, steps: steps, oldOnly: ["/legacy"],
            testers: ["token-new": .new, "token-old": .old])
    }

    /// Starts everything, runs the test, and ends every process by its id.
    static func with(
        steps: [EdgeStep] = EdgeRig.steps, change: (inout EdgeTopology) -> Void = { _ in },
        _ body: (EdgeRig) async throws -> Void
    ) async throws {
        var template = Array("/tmp/sluice-edge-XXXXXX".utf8CString)
        let folder = String(cString: mkdtemp(&template))
        let old = try await TestShop.open("old", port: PortProbe.free())
        let new = try await TestShop.open("new", port: PortProbe.free())
        let feed = LogFeed.open()
        var topology = topology(old: old.port, new: new.port, log: feed.port, steps: steps)
        change(&topology)
        let configuration = try HAProxyConfiguration(topology, layout: EdgeLayout(root: folder))
        let rig = EdgeRig(
            topology: topology, configuration: configuration, edge: HAProxyEdge(configuration), old: old, new: new,
            feed: feed, folder: folder)
        let result: Result<Void, any Error>
        do {
            _ = try await HAProxyProcess.start(configuration)
            try await body(rig)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try await HAProxyProcess.adopt(configuration.layout)?.stop()
        await old.close()
        await new.close()
        feed.stop()
        _ = try await onOwnThread { try removeFolder(folder) }
        try result.get()
    }

    /// Applies a policy in a generation of its own.
    @discardableResult
    func apply(
        _ generation: Int, _ units: [String: UnitPolicy], _ direction: EdgeDirection = .forward
    ) async throws -> EdgeAcknowledgement {
        try await edge.apply(EdgePolicy(generation: generation, units: units), direction)
    }

    /// One request on a connection of its own.
    func get(
        _ path: String, host: String = "shop.test", headers: [String: String] = [:]
    ) async throws -> RawResponse {
        let port = port
        return try await onOwnThread { try RawConnection(port: port).get(path, host: host, headers: headers) }
    }

    func post(
        _ path: String, host: String = "shop.test", headers: [String: String] = [:]
    ) async throws -> RawResponse {
        let port = port
        return try await onOwnThread { try RawConnection(port: port).post(path, host: host, headers: headers) }
    }

    /// Waits until the checks see a side as wished.
    func waitUntil(_ side: EdgeTopology.Side, isUp wanted: Bool) async throws {
        for _ in 0..<400 {
            if try await edge.statistics().isUp(side) == wanted { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

private func removeFolder(_ path: String) throws {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name == "." || name == ".." { continue }
        if unlink(path + "/" + name) != 0 { try removeFolder(path + "/" + name) }
    }
    closedir(folder)
    rmdir(path)
}
