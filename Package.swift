// swift-tools-version: 6.2
import PackageDescription

// The house, floor by floor (Docs/how-is-the-house-built.md). A target imports only from lower floors, or from rows
// above it on its own floor; the arrows in this file are the only ones allowed.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioFoundation: Target.Dependency = .product(name: "NIOFoundationCompat", package: "swift-nio")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")

func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

func program(
    _ name: String, _ dependencies: [Target.Dependency], path: String? = nil, exclude: [String] = []
) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: path, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "sluice",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "sluice", targets: ["sluice"]),
        .executable(name: "sample-estate", targets: ["sample-estate"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
    targets: [
        // Floor 0: what Debian's libraries look like from Swift.
        .systemLibrary(
            name: "CCurl", path: "Sources/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(
            name: "CMariaDB", path: "Sources/CMariaDB", pkgConfig: "libmariadb",
            providers: [.apt(["libmariadb-dev"])]),
        .systemLibrary(
            name: "CPostgreSQL", path: "Sources/CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // Floor 1: pure, or close to it.
        room("Rewriting"),
        room("Gating"),
        room("AccessLogs"),
        room("Planning", [yams, crypto]),
        room("Databases", ["CMariaDB", "CPostgreSQL"]),
        // Floor 2: the run as a pure function, and the adapters to the world.
        room("Cutover", ["Gating", "Planning"]),
        room("Journaling", [grdb, crypto]),
        room("Traffic"),
        room(
            "Observation",
            [
                "AccessLogs", "Gating", "Planning", nioCore, nioPosix, nioFoundation, httpClient, hummingbird, crypto,
                logging, .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        room(
            "Notices",
            [
                "CCurl", httpClient, crypto, nioCore, nioPosix, nioFoundation,
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        room(
            "Reconciliation",
            [
                "Databases", "Planning", grdb, grdbSQLite, httpClient, nioCore, nioFoundation, crypto,
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        room("Relocation", ["CCurl", "Databases", "Rewriting", subprocess, nioCore, nioPosix]),
        // Floor 3: effects performed, outcomes fed back; what is left to read afterwards.
        room(
            "Conducting",
            [
                "Cutover", "Journaling", "Traffic", "Observation", "AccessLogs", "Notices", "Reconciliation", "Gating",
                "Planning", "Relocation", "Rewriting", "Databases", crypto, nioCore, nioPosix,
            ]),
        room("Reporting", ["Cutover", "Gating", "Planning", "Journaling", "Conducting", mustache, crypto]),
        // Floor 4: what people touch.
        room(
            "Console",
            [
                "Reporting", "Conducting", "Cutover", "Gating", "Journaling", "Planning", hummingbird, mustache, crypto,
                logging,
                nioCore,
            ]),
        program(
            "sluice",
            [
                "Console", "Reporting", "Conducting", "Cutover", "Journaling", "Observation", "Notices",
                "Reconciliation", "Relocation", "Rewriting", "Databases",
                "Traffic", "Planning", "Gating", "SampleEstate", arguments, subprocess, httpClient, nioCore,
            ]),
        // The yard: a small real store, and people who shop in it.
        room("SampleEstate", [hummingbird, mustache, grdb, httpClient, nioCore, nioPosix, logging]),
        program("sample-estate", ["SampleEstate", "Planning", arguments]),
        // Seeded dice, log lines and processes that stand still, for several tests.
        .target(name: "Fixtures", path: "Tests/Fixtures", swiftSettings: strict),
        // Real database servers on loopback, each in a folder of its own.
        .target(name: "DatabaseRig", path: "Tests/DatabaseRig", swiftSettings: strict),
        tests("DatabasesTests", ["Databases", "DatabaseRig", "Fixtures"]),
        tests("GatingTests", ["Gating", "Fixtures"], exclude: ["Vectors"]),
        tests("AccessLogsTests", ["AccessLogs", "Fixtures"], exclude: ["Formats"]),
        tests(
            "ObservationTests",
            [
                "Observation", "AccessLogs", "Gating", "Planning", "Fixtures", "SampleEstate", nioCore, nioPosix,
                hummingbird, httpClient, logging, subprocess, .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        tests(
            "NoticesTests", ["Notices", "Fixtures", hummingbird, nioCore, logging, subprocess], exclude: ["Sink"]),
        tests(
            "ConductingTests",
            [
                "Conducting", "AccessLogs", "Cutover", "DatabaseRig", "Databases", "Journaling", "Observation",
                "Planning", "Reconciliation", "Relocation", "Rewriting", "Traffic", yams,
            ]),
        tests("RewritingTests", ["Rewriting", "Fixtures"], exclude: ["Cases"]),
        tests("RelocationTests", ["Relocation", "Rewriting", "Databases", "DatabaseRig", "Fixtures", "SampleEstate"]),
        tests("CutoverTests", ["Cutover", "Gating", "Planning", "Fixtures"]),
        tests("JournalingTests", ["Journaling", "Fixtures", grdb]),
        tests(
            "ReconciliationTests",
            [
                "Reconciliation", "Databases", "DatabaseRig", "Planning", "Fixtures", grdb, httpClient, hummingbird,
                logging, nioCore,
            ]),
        program(
            "Benchmarks",
            [
                "AccessLogs", "CMariaDB", "Conducting", "Cutover", "DatabaseRig", "Databases", "Gating", "Journaling",
                "Observation", "Planning", "Reconciliation", "Rewriting", "SampleEstate", "Traffic", yams,
            ], path: "Benchmarks", exclude: ["Rollback/rollback.yaml"]),
        tests("SampleEstateTests", ["SampleEstate", httpClient, nioCore]),
        // Hostile plans: made and tried by a library, run by a program so that a crash is seen.
        .target(
            name: "PlanFuzzing", dependencies: ["Planning", "Fixtures"], path: "Tests/Fuzz/PlanFuzzing",
            swiftSettings: strict),
        program("plan-fuzz", ["PlanFuzzing", arguments], path: "Tests/Fuzz/plan-fuzz"),
        tests(
            "PlanningTests", ["Planning", "PlanFuzzing"],
            exclude: ["Rules", "Reader", "Overlays", "Vectors", "Differences"]),
        tests(
            "SluiceTests",
            [
                "Conducting", "Cutover", "DatabaseRig", "Databases", "Fixtures", "Gating", "Journaling", "Observation",
                "Planning", "Reconciliation", "SampleEstate", "Traffic", nioCore, nioPosix,
            ],
            exclude: ["brief.yaml"]),
        tests(
            "TrafficTests",
            ["Traffic", "AccessLogs", nioCore, nioPosix, .product(name: "NIOHTTP1", package: "swift-nio")],
            resources: [.copy("Golden")]),
        .target(
            name: "ScriptedRun", dependencies: ["Cutover", "Gating", "Planning", "Journaling"],
            path: "Tests/ScriptedRun",
            swiftSettings: strict),
        tests(
            "ReportingTests",
            ["Reporting", "Conducting", "Cutover", "Gating", "Journaling", "Planning", "ScriptedRun"]),
        tests(
            "ConsoleTests",
            [
                "Console", "Reporting", "Cutover", "Gating", "Journaling", "ScriptedRun", httpClient, nioCore,
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
    ]
)
