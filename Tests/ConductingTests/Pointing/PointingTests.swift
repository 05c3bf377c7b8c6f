import Conducting
import Foundation
import Planning
import Relocation
import Testing

/// Names of a plan, and what a look at them comes to; nobody is asked.
@Suite("Names of a plan")
struct PointingTests {
    static func plan(_ names: String) throws -> Plan {
        let file = FileManager.default.temporaryDirectory.appending(path: "names-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try """
        sluice: 1
        name: names
        people: [{ id: it, name: Client IT, contact: it@client.test }]
        tasks: [{ id: move-names, what: lead the names to the edge, who: it }]
        relocation:
          networks:
            - { id: shop, kind: domains, sites: [{ domain: EU.shop.test, mapped: shop.eu.test }, { domain: us.shop.test }] }
        \(names)
        """.write(to: file, atomically: true, encoding: .utf8)
        return try PlanReader.read(path: file.path, environment: nil, overlays: [])
    }

    @Test("names are those of the sites and their mapped ones, once each; goals are addresses or an alias")
    func terms() throws {
        let plan = try Self.plan(
            """
              names:
                servers: [192.0.2.53, "[2001:db8::53]:5353"]
                resolvers: ["198.51.100.1:53"]
                edge: [203.0.113.7, "2001:db8::7"]
                new: [shops.host.example]
                also: [www.eu.shop.test]
                ttl: 2m
                old_ttl: 1h
                task: move-names
            """)
        let edge = try PointingTerms(plan, .edge)
        #expect(
            edge.names.map(\.description) == ["eu.shop.test", "shop.eu.test", "us.shop.test", "www.eu.shop.test"])
        #expect(
            edge.servers.map(\.description) == ["192.0.2.53", "[2001:db8::53]:5353", "198.51.100.1"])
        #expect(edge.low == 120 && edge.old == 3_600 && edge.tls == 443 && edge.task?.who.value == "it")
        #expect(edge.destination.addresses.count == 2)
        #expect(try PointingTerms(plan, .new).destination.names == [try #require(DomainName("shops.host.example"))])
    }

    @Test("an address that is none, and a plan without resolvers, are refused")
    func refusals() throws {
        #expect(throws: PlanningError.self) { try Self.plan("  names: { servers: [ns.client.test] }") }
        #expect(throws: PlanningError.self) { try Self.plan("  names: { task: nobody }") }
        let blind = try Self.plan("  names: { servers: [192.0.2.53], edge: [203.0.113.7] }")
        #expect(throws: RelocationError.self) { try PointingTerms(blind, .edge) }
        #expect(throws: RelocationError.self) { try PointingTerms(try Self.plan(""), .edge) }
    }
}
