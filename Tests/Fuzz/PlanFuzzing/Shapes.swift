/// Plans of one shape, as large as the reader takes them: what costs most time or memory for each byte.
public enum Shapes {
    /// One sort of large plan: its name, and its text of about so many bytes.
    public struct Shape: Sendable {
        public let name: String
        let make: @Sendable (_ bytes: Int) -> String

        /// The plan's bytes, at most `size` of them.
        public func bytes(size: Int) -> [UInt8] {
            let start = "sluice: 1\nname: large\n"
            return Array((start + make(max(0, size - start.utf8.count))).utf8.prefix(size))
        }
    }

    private static func repeated(_ text: String, _ bytes: Int) -> String {
        String(repeating: text, count: max(1, bytes / text.utf8.count))
    }

    private static func numbered(_ bytes: Int, _ line: (Int) -> String) -> String {
        var text = ""
        text.reserveCapacity(bytes)
        var number = 0
        while text.utf8.count < bytes {
            text += line(number)
            number += 1
        }
        return text
    }

    private static func listed(_ key: String, _ bytes: Int, _ line: (Int) -> String) -> String {
        "\(key):\n" + numbered(bytes - 200, line)
    }

    /// Each costs something else.
    public static let all: [Shape] = structures + texts + references + bombs

    private static let structures: [Shape] = [
        Shape(name: "one flow list of words") { "include: [" + repeated("a,", $0 - 20) + "a]\n" },
        Shape(name: "one flow list of records") {
            "teams: [" + numbered($0 - 60) { "{id: t\($0), name: T}, " } + "]\n"
        },
        Shape(name: "a million small keys") { numbered($0 - 20) { "k\($0): 1\n" } },
        Shape(name: "small keys of one record") { "calendar: {" + numbered($0 - 40) { "k\($0): 1, " } + "}\n" },
        Shape(name: "empty lists") { "people: [" + repeated("[],", $0 - 20) + "]\n" },
        Shape(name: "empty records") { "people: [" + repeated("{},", $0 - 20) + "]\n" },
        Shape(name: "deep flow lists") { "people: " + repeated("[", $0) },
        Shape(name: "deep and wide flow lists") {
            let deep = String(repeating: "[", count: 30) + String(repeating: "]", count: 30)
            return "people: [" + repeated(deep + ",", $0 - 20) + "]\n"
        },
        Shape(name: "deep dashes") { repeated("- ", $0) },
        Shape(name: "one key in another") { repeated("a: ", $0) },
        Shape(name: "question marks") { repeated("? ", $0) },
        Shape(name: "teams in lines") { listed("teams", $0) { "  - { id: t\($0), name: Team \($0) }\n" } },
        Shape(name: "systems in lines") {
            listed("systems", $0) { "  - { id: s\($0), kind: erp, side: old, owner: p\($0 % 7) }\n" }
        },
        Shape(name: "one team often") { listed("teams", $0) { _ in "  - { id: t, name: T }\n" } },
    ]

    private static let texts: [Shape] = [
        Shape(name: "one long word") { "rehearsal: " + repeated("x", $0 - 20) + "\n" },
        Shape(name: "one long quoted text") { "rehearsal: \"" + repeated("x ", $0 - 20) + "\"\n" },
        Shape(name: "escapes") { "rehearsal: \"" + repeated("\\u0301", $0 - 20) + "\"\n" },
        Shape(name: "an open quote") { "rehearsal: \"" + repeated("x\n ", $0 - 20) },
        Shape(name: "one block of text") { "rehearsal: |\n" + repeated("  text\n", $0 - 20) },
        Shape(name: "one long key") { repeated("k", $0 - 20) + ": 1\n" },
        Shape(name: "comments") { repeated("#\n", $0) },
        Shape(name: "spaces") { repeated(" ", $0) },
        Shape(name: "huge numbers") {
            "risks: [" + repeated("{ severity: " + String(repeating: "9", count: 9000) + "}, ", $0)
        },
        Shape(name: "combining marks") { "name: " + repeated("e\u{301}\u{301}\u{301}", $0 - 20) + "\n" },
        Shape(name: "tag directives") { numbered($0) { "%TAG !t\($0)! tag:\n" } },
        Shape(name: "tag directives behind odd breaks") { numbered($0) { "\u{85}%TAG !t\($0)! tag:\n" } },
        Shape(name: "documents") { repeated("---\n", $0) },
    ]

    private static let references: [Shape] = [
        Shape(name: "dangling leads among many people") {
            listed("people", $0 / 2) { "  - { id: person-of-the-web-team-\($0), name: A, contact: a }\n" }
                + listed("teams", $0 / 2) { "  - { id: t\($0), name: T, lead: person-of-the-wed-taem-\($0) }\n" }
        },
        Shape(name: "stages that need the next") {
            "units: [{ id: u, domain: checkout, match: { paths: [/] } }]\n"
                + listed("stages", $0 - 80) {
                    "  - { id: s\($0), unit: u, needs: [s\($0 + 1)], exposure: { steps: [open], dwell: 1s } }\n"
                }
        },
        Shape(name: "stages that need nothing there is") {
            "units: [{ id: u, domain: checkout, match: { paths: [/] } }]\n"
                + listed("stages", $0 - 80) {
                    "  - { id: stage-\($0), unit: u, needs: [stafe-\($0)], exposure: { steps: [open], dwell: 1s } }\n"
                }
        },
        Shape(name: "units and flows") {
            listed("units", $0 / 2) { "  - { id: u\($0), domain: checkout, match: { paths: [/p\($0)] } }\n" }
                + listed("flows", $0 / 2) { "  - { id: f\($0), steps: [{ id: a, path: /p\($0)/x }] }\n" }
        },
        Shape(name: "risks of systems") {
            listed("systems", $0 / 2) { "  - { id: s\($0), kind: erp, side: old }\n" }
                + listed("risks", $0 / 2) {
                    "  - { id: r\($0), where: s\($0), effect: stops, severity: 9, occurrence: 9 }\n"
                }
        },
        Shape(name: "integrations in lines") {
            listed("systems", $0 / 4) { "  - { id: s\($0), kind: erp, side: old }\n" }
                + listed("integrations", $0 / 2) { "  - { id: i\($0), from: s\($0), to: s1 }\n" }
        },
    ]

    private static let bombs: [Shape] = [
        Shape(name: "aliases of aliases") { _ in
            "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
                + "bcdefghijklmnop".map { letter -> String in
                    let before = letter.unicodeScalars.first.map { UnicodeScalar(UInt8($0.value - 1)) }
                    let name = before.map(String.init) ?? "a"
                    return "\(letter): &\(letter) [" + String(repeating: "*\(name), ", count: 10) + "]\n"
                }.joined()
        },
        Shape(name: "one long text, repeated") {
            "people: [&a " + repeated("x", $0 / 2) + repeated(", *a", min($0 / 4, 40_000)) + "]\n"
        },
        Shape(name: "one long key, repeated") {
            "people: [&a " + repeated("x", $0 / 2) + repeated(", {*a : 1}", min($0 / 4, 90_000)) + "]\n"
        },
        Shape(name: "one path, repeated") {
            "units:\n  - { id: u, domain: checkout, match: { paths: [&a /" + String(repeating: "x", count: 9000)
                + repeated(", *a", min($0 / 4, 39_000)) + "] } }\n"
        },
        Shape(name: "anchors") { "people: [" + numbered($0 - 30) { "&a\($0) x, " } + "]\n" },
        Shape(name: "an anchor within itself") { _ in "people: &a [*a, *a]\n" },
    ]
}
