import Foundation
import Planning
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Plans that the tests draw.
enum PlanCases {
    private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Examples")
    private static let path = examples.appendingPathComponent("regional-storefront.yaml").path

    /// Plans of real migrations, as shipped.
    static let real = ["three-servers-to-none", "single-store-replatform"]

    static func example(_ name: String, overlay: String? = nil) throws -> Plan {
        let plan = examples.appendingPathComponent("\(name)/plan.yaml").path
        guard let overlay else { return try PlanReader.read(path: plan) }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("overlay-\(UUID().uuidString).yaml")
        try Data(overlay.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try PlanReader.read(path: plan, overlays: [file.path])
    }

    static func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    static func sample() throws -> Plan { try PlanReader.read(text: text()) }

    static let attack =
        #"</title></svg>'\"><script>alert(1)</script> `|]] -->&amp; ${x} {{name}} \\"# + "\u{202E}é\u{0301}"

    /// The sample, with everything that people word by themselves worded by somebody who means harm.
    static func hostile() throws -> Plan {
        let quoted = "'" + attack.replacing("'", with: "''") + "'"
        let text = try text()
            .replacing("name: regional storefront", with: "name: \(quoted)")
            .replacing("name: Ada Novak", with: "name: \(quoted)")
            .replacing("name: Platform", with: "name: \(quoted)")
            .replacing("transport: http", with: "transport: \(quoted)")
            .replacing("effect: \"pages answer 5xx\"", with: "effect: \(quoted)")
            .replacing("what: \"roll back by routing\"", with: "what: \(quoted)")
            .replacing("go: \"EU checkout moves\"", with: "go: \(quoted)")
            .replacing("hosts: [eu.shop.test]", with: "hosts: [\(quoted)]")
            .replacing("what: payment captured", with: "what: \(quoted)")
            .replacing(
                "freezes: []",
                with: """
                    freezes: [{ from: 2026-11-20T00:00+01:00, to: 2026-11-30T00:00+01:00, why: \(quoted) }]
                    """)
        return try PlanReader.read(text: text, named: "<plan>&.yaml")
    }
}

/// The elements and the text of something that must be well-formed XML.
struct XMLText {
    let names: [String]
    let text: String

    static func read(_ text: String) throws -> XMLText {
        let parser = XMLParser(data: Data(text.utf8))
        let reader = Reader()
        parser.delegate = reader
        let isSound = parser.parse()
        let found = reader.names.last ?? "nothing"
        try #require(isSound, "line \(parser.lineNumber), after <\(found)>: \(parser.parserError.debugDescription)")
        return XMLText(names: reader.names, text: reader.text)
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var names: [String] = []
        var text = ""

        func parser(
            _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
            attributes _: [String: String]
        ) { names.append(name) }

        func parser(_: XMLParser, foundCharacters characters: String) { text += characters }
    }
}
