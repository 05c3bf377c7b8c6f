/// Topology and layout turned into the files HAProxy starts from. Pure: nothing is read or written here.
public struct HAProxyConfiguration: Sendable, Hashable {
    public let topology: EdgeTopology
    public let layout: EdgeLayout
    let routes: RouteTable

    /// - Throws: ``TrafficError/topologyInvalid(part:found:expected:)``
    public init(_ topology: EdgeTopology, layout: EdgeLayout) throws(TrafficError) {
        try layout.check()
        try topology.check()
        self.topology = topology
        self.layout = layout
        routes = try RouteTable(topology)
    }

    /// `haproxy.cfg`.
    public var text: String {
        var sections = [global]
        if let log = topology.log { sections.append(ring(log)) }
        sections.append(defaults)
        sections.append(FrontendRules(topology: topology, routes: routes).text)
        sections += [oldBackend, newBackend]
        if topology.log != nil { sections.append(counter) }
        return sections.joined(separator: "\n")
    }

    /// `hold.lua`.
    public var holdScript: String { HoldScript.text(policyMap: layout.policyMap) }

    /// The maps that stand still, by file name.
    public var fixedMaps: [String: String] {
        var maps = [
            "routes.map": routes.rows.map { "\($0.key) \($0.value)\n" }.joined(),
            "devices.map": Self.devices,
            "regions.map": regions,
        ]
        if !routes.hosts.isEmpty { maps["hosts.map"] = routes.hosts.map { "\($0.name) \($0.hostClass)\n" }.joined() }
        if !topology.testers.isEmpty {
            maps["testers.map"] = topology.testers.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value == .new ? "n" : "o")\n" }.joined()
        }
        return maps
    }

    /// Country codes as networks send them, in both cases, so that no request pays for changing the case.
    private var regions: String {
        var rows: [String: String] = [:]
        for (country, region) in topology.regions {
            rows[country.uppercased()] = region
            rows[country.lowercased()] = region
        }
        return rows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
    }

    /// The first part found in the User-Agent decides, so bots that dress as phones stand before phones.
    private static let devices = """
        bot bot
        Bot bot
        BOT bot
        crawl bot
        Crawl bot
        spider bot
        Spider bot
        slurp bot
        Slurp bot
        Mobile mobile
        Android mobile
        iPhone mobile
        iPad mobile

        """
}

extension HAProxyConfiguration {
    private var global: String {
        """
        # Written by sluice from the plan's topology. Exposure is not in this file: it is in maps/policy.map, and
        # changes through the admin socket. This file changes when ports, servers or routes change.
        global
            nbthread \(topology.threads)
            maxconn \(topology.maximumConnections)
            hard-stop-after 60s
            stats socket \(layout.socket) mode 600 level admin expose-fd listeners
            stats timeout 24h
            setenv MAPS \(layout.maps)
            lua-load \(layout.holdScript)

        """
    }

    /// Lines wait in memory while their reader is away, and cost no disk.
    private func ring(_ log: EdgeAddress) -> String {
        """
        ring feed
            format raw
            maxlen 1200
            size \(topology.logBuffer)
            timeout connect 2s
            timeout server 10s
            server observer \(log) log-proto octet-count

        """
    }

    /// Numbers the log's lines; see ``FrontendRules``.
    private var counter: String {
        """
        backend lines
            stick-table type integer size 1k store gpc0

        """
    }

    private var defaults: String {
        """
        defaults
            mode http
            timeout connect 2s
            timeout check 2s
            timeout client 60s
            timeout server 60s
            timeout http-request 10s
            timeout http-keep-alive 30s
            timeout tunnel 1h
            option http-keep-alive
            option redispatch 1
            retries 1
            http-error status 503 content-type "text/plain; charset=utf-8" string "\(Self.awayText)" hdr Retry-After 5 \
        hdr Cache-Control no-store

        """
    }

    static let awayText = "The shop cannot be reached for a moment. Please try again shortly."

    /// The old side carries everybody: one failed connection must not take it out.
    private var oldBackend: String {
        backend("old", topology.old, letter: "o", check: "check inter 1s fall 3 rise 1")
    }

    /// The new side is taken out at the first sign, so that no visitor waits for the next check.
    private var newBackend: String {
        backend(
            "new", topology.new, letter: "n",
            check: "check inter 500ms fastinter 200ms fall 1 rise 1 observe layer4 error-limit 2 on-error mark-down")
    }

    private func backend(_ side: String, _ servers: [EdgeAddress], letter: String, check: String) -> String {
        var lines = ["backend be_\(side)"]
        if let path = topology.healthPath {
            lines.append("    option httpchk")
            lines.append("    http-check send meth GET uri \(path) ver HTTP/1.1 hdr Host edge hdr Connection close")
        }
        for (index, server) in servers.enumerated() {
            lines.append("    server \(letter)\(index + 1) \(server) \(check)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
