// swift-tools-version: 6.2
import PackageDescription

// The mutated copy of Planning and the program that runs the cases; made by scripts/mutants, CHECKOUTS filled in.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "mutants",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(path: "CHECKOUTS/Yams"), .package(path: "CHECKOUTS/swift-crypto"),
        .package(path: "CHECKOUTS/swift-asn1"),
    ],
    targets: [
        .target(
            name: "Planning",
            dependencies: [.product(name: "Yams", package: "Yams"), .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .executableTarget(name: "Runner", dependencies: ["Planning"], exclude: ["Rules"]),
    ]
)
