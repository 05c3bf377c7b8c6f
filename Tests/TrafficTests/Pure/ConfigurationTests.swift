import Foundation
import Testing
import Traffic

/// The configuration as text, and what a topology must not be.
@Suite struct ConfigurationTests {
    static var topology: EdgeTopology {
        EdgeTopology(
            listeners: .init(
                http: EdgeAddress(port: 25080), acceptProxy: EdgeAddress(port: 25082),
                clearHTTP2: EdgeAddress(port: 25083)),
            old: [EdgeAddress(port: 25001)], new: [EdgeAddress(port: 25002), EdgeAddress(port: 25003)],
            log: EdgeAddress(port: 25030), healthPath: "/health", units: EdgeRig.units, steps: EdgeRig.steps,
            oldOnly: ["/legacy"], regions: ["DE": "EU", "US": "US"], testers: ["token": .new])
    }

    /// A change of the text is meant, or it is a mistake: the files beside this test say which.
    @Test func theTextIsAsAgreed() throws {
        let configuration = try HAProxyConfiguration(Self.topology, layout: EdgeLayout(root: "/var/lib/sluice/edge"))
        var texts = ["haproxy.cfg": configuration.text, "hold.lua": configuration.holdScript]
        for name in ["routes.map", "hosts.map", "regions.map", "testers.map"] {
            texts[name] = configuration.fixedMaps[name]
        }
        #expect(texts.count == 6)
        let golden = try #require(Bundle.module.resourceURL).appendingPathComponent("Golden")
        for (name, text) in texts {
            let agreed = try? String(contentsOf: golden.appendingPathComponent(name), encoding: .utf8)
            if agreed != text {
                let found = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-found-\(name)")
                try text.write(to: found, atomically: true, encoding: .utf8)
                Issue.record("\(name) is not as agreed; what was written stands in \(found.path)")
            }
        }
    }

    @Test func unitsMayBeBoundToRegions() throws {
        var topology = Self.topology
        topology.units = [
            EdgeUnit(id: "all", paths: ["/cart"]), EdgeUnit(id: "eu", paths: ["/cart"], regions: ["EU"]),
        ]
        let configuration = try HAProxyConfiguration(topology, layout: EdgeLayout(root: "/var/lib/sluice/edge"))
        let routes = try #require(configuration.fixedMaps["routes.map"]).split(separator: "\n")
        #expect(routes.contains("0~EU/cart/ eu:-:cart"))
        #expect(routes.contains("0~US/cart/ all:-:cart"))
        #expect(configuration.fixedMaps["hosts.map"] == nil)
    }

    @Test(
        arguments: [
            { $0.old = [] }, { $0.new = [] }, { $0.units[0].id = "none" }, { $0.units[0].id = "a b" },
            { $0.units[1].id = "catalog" }, { $0.units[0].paths = ["cart"] }, { $0.units[0].paths = ["/a b"] },
            { $0.units[0].hosts = ["Shop.Test"] }, { $0.units[0].regions = ["MOON"] }, { $0.threads = 0 },
            { $0.steps[0].name = "" }, { $0.steps[0].path = "/?x" }, { $0.testers = ["a b": .new] },
            { $0.units.append(EdgeUnit(id: "other", paths: ["/search/"])) }, { $0.listeners.http.port = 0 },
            { $0.regions["D E"] = "EU" }, { $0.writeParameters = ["a)b"] },
        ] as [@Sendable (inout EdgeTopology) -> Void])
    func aTopologyThatCannotBeWrittenIsRefused(_ spoil: @Sendable (inout EdgeTopology) -> Void) throws {
        var topology = Self.topology
        try topology.check()
        spoil(&topology)
        #expect(throws: TrafficError.self) { try topology.check() }
    }

    @Test func foldersThatCannotBeWrittenAreRefused() {
        for root in ["relative", "/with space", "/quo\"te", "/" + String(repeating: "long/", count: 30)] {
            #expect(throws: TrafficError.self) { try EdgeLayout(root: root).check() }
        }
    }
}

extension EdgeTests {
    /// Units bound to regions, on any host, against the real edge.
    @Suite struct Regions {
        @Test func theRegionChoosesTheUnit() async throws {
            try await EdgeRig.with { topology in
                topology.units = [
                    EdgeUnit(id: "world", paths: ["/cart"]), EdgeUnit(id: "eu", paths: ["/cart"], regions: ["EU"]),
                ]
            } _: { rig in
                try await rig.apply(1, ["eu": UnitPolicy(newBelow: 10_000, decision: "d1")])
                #expect(try await rig.get("/cart/1", headers: ["x-edge-country": "FR"]).side == "new")
                #expect(try await rig.get("/cart/2", headers: ["x-edge-country": "us"]).side == "old")
                #expect(try await rig.get("/cart/3").side == "old")
                #expect(try await rig.feed.line(path: "/cart/1")?.unit == "eu")
                #expect(try await rig.feed.line(path: "/cart/2")?.unit == "world")
                #expect(try await rig.get("/elsewhere").side == "old")
                #expect(try await rig.feed.line(path: "/elsewhere")?.unit == "none")
            }
        }
    }
}
