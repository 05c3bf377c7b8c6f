import Glibc
import Traffic

/// The processes the measurements need: a server that answers at once, plain HAProxy before it, and edges of ours.
struct BenchEstate {
    let folder: String
    let binary: HAProxyBinary
    let oldPort = PortProbe.free()
    let newPort = PortProbe.free()
    let plainPort = PortProbe.free()

    init() async throws {
        var template = Array("/tmp/sluice-bench-XXXXXX".utf8CString)
        folder = String(cString: mkdtemp(&template))
        binary = try await HAProxyBinary.find()
    }

    /// Two sides that answer with their name and the route they were told, as fast as HAProxy can.
    func startSides() async throws -> pid_t {
        try await start(
            "sides",
            """
            frontend old
                bind 127.0.0.1:\(oldPort)
                http-request return status 200 content-type text/plain string old hdr x-side old hdr x-told \
            %[req.hdr(x-sluice-route)]
            frontend new
                bind 127.0.0.1:\(newPort)
                http-request return status 200 content-type text/plain string new hdr x-side new hdr x-told \
            %[req.hdr(x-sluice-route)]
            """, port: oldPort)
    }

    /// What a store without Sluice would run: the same timeouts, the same server, no policy, no log.
    func startPlain() async throws -> pid_t {
        try await start(
            "plain",
            """
            frontend plain
                bind 127.0.0.1:\(plainPort)
                option forwardfor
                default_backend be_old
            backend be_old
                server o1 127.0.0.1:\(oldPort) check inter 1s fall 3 rise 1
            """, port: plainPort)
    }

    private func start(_ name: String, _ body: String, port: Int) async throws -> pid_t {
        let path = "\(folder)/\(name).cfg"
        let text = """
            global
                nbthread 2
                maxconn 8000
            defaults
                mode http
                timeout connect 2s
                timeout client 60s
                timeout server 60s
                timeout http-request 10s
                timeout http-keep-alive 30s
                option http-keep-alive
                option redispatch 1
                retries 1

            """ + body + "\n"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        _ = text.withCString { write(file, $0, strlen($0)) }
        close(file)
        let log = open("\(folder)/\(name).log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(log) }
        let process = try ChildProcess.spawn(binary.path, ["-db", "-f", path], output: log)
        for _ in 0..<400 {
            if (try? LoadConnection(port: port)) != nil { return process }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw LoadError.notServing(port)
    }

    /// An edge with the units, steps and flags a rehearsal has.
    func edge(_ name: String, log: Int?) throws -> HAProxyConfiguration {
        let paths = ["/cart", "/checkout", "/confirmation/", "/account"]
        let topology = EdgeTopology(
            listeners: .init(http: EdgeAddress(port: PortProbe.free())), old: [EdgeAddress(port: oldPort)],
            new: [EdgeAddress(port: newPort)], log: log.map { EdgeAddress(port: $0) },
            units: [
                EdgeUnit(id: "catalog", paths: ["/", "/category/", "/product/"]),
                EdgeUnit(id: "search", paths: ["/search"]),
                EdgeUnit(id: "checkout-eu", hosts: ["eu.shop.test"], paths: paths),
                EdgeUnit(id: "checkout-world", hosts: ["us.shop.test", "apac.shop.test"], paths: paths),
            ],
            steps: [
                EdgeStep(name: "home", path: "/", exact: true), EdgeStep(name: "category", path: "/category/"),
                EdgeStep(name: "product", path: "/product/"), EdgeStep(name: "search", path: "/search"),
                EdgeStep(name: "cart", path: "/cart"), EdgeStep(name: "checkout", path: "/checkout"),
                EdgeStep(name: "pay", path: "/checkout/pay/", variant: true),
                EdgeStep(name: "confirmation", path: "/confirmation/"),
            ])
        return try HAProxyConfiguration(topology, layout: EdgeLayout(root: "\(folder)/\(name)"))
    }

    /// A run in its middle: one unit open, one growing, one pinned, one not begun.
    static let policy = EdgePolicy(
        generation: 1,
        units: [
            "catalog": UnitPolicy(newBelow: 9500, controlFrom: 9500, fallback: true, decision: "d12"),
            "search": UnitPolicy(newBelow: 2500, controlFrom: 9500, leased: true, fallback: true, decision: "d13"),
            "checkout-eu": UnitPolicy(newBelow: 2500, controlFrom: 9500, pinsFrom: 1, fallback: true, decision: "d14"),
            "checkout-world": UnitPolicy(decision: "d1"),
        ])
}

/// Processor time of a process, from the kernel's own count for each of its threads.
enum ProcessorTime {
    static func microseconds(of process: Int32) -> Double {
        guard let folder = opendir("/proc/\(process)/task") else { return 0 }
        defer { closedir(folder) }
        var total = 0.0
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let file = fopen("/proc/\(process)/task/\(name)/schedstat", "r") else { continue }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 128)
            if fgets(&line, 128, file) != nil { total += Double(strtoull(line, nil, 10)) / 1000 }
        }
        return total
    }
}
