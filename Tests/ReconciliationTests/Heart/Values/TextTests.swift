import Reconciliation
import Testing

@Suite struct TextTests {
    @Test func textIsEqualByCodePoints() throws {
        let pair = try CellPair(.text, .text)
        #expect(pair.areEqual("Käse 🧀", "Käse 🧀"))
        #expect(!pair.areEqual("a", "a "))
        #expect(!pair.areEqual("a", "A"))
        #expect(!pair.areEqual("é", "e\u{301}"))
        #expect(!pair.areEqual("", nil))
        #expect(pair.areEqual(nil, nil))
        #expect(pair.column.sameBytesMeanEqual)
    }

    @Test(arguments: [
        ("Abc", "aBc", "case"), ("ÄRGER", "ärger", "case"), ("a", "a  ", "trailing space"),
        (" a", "a", "white space at the ends"), ("a\u{A0}", "a", "white space at the ends"),
        ("Müllerstraße 12, Hof", "Müllerstra", "cut at 10 characters"), ("Müller", "MÃ¼ller", "mojibake"),
        ("20 €", "20 â‚¬", "mojibake"), ("MÃ¼ller", "Müller", "mojibake"), ("日本", "??", "characters lost as ?"),
        ("Buy 🛒 now", "Buy ? now", "characters lost as ?"), ("Buy 🛒 now", "Buy ???? now", "characters lost as ?"),
        ("é", "e\u{301}", "Unicode normal form"), ("a\r\nb", "a\nb", "line ends"), ("a", "b", nil),
    ])
    func causes(_ old: String, _ new: String, _ cause: String?) throws {
        #expect(try CellPair(.text, .text).cause(old, new) == cause)
    }

    @Test func emptyAgainstNull() throws {
        let pair = try CellPair(.text, .text)
        #expect(pair.cause("", nil) == "NULL against empty")
        #expect(pair.cause(nil, "") == "NULL against empty")
        #expect(pair.cause(nil, "x") == nil)
        let lax = try CellPair(.text, .text, ColumnRule(emptyIsNull: true))
        #expect(lax.areEqual("", nil))
        #expect(!lax.areEqual(" ", nil))
        #expect(try CellPair(.text, .text, ColumnRule(trims: true, emptyIsNull: true)).areEqual(" \u{3000}", nil))
    }

    @Test func trimAndCase() throws {
        let trims = try CellPair(.text, .text, ColumnRule(trims: true))
        #expect(trims.areEqual("\u{A0} a b\t", "a b"))
        #expect(!trims.areEqual("a b", "ab"))
        let folds = try CellPair(.text, .text, ColumnRule(ignoresCase: true))
        #expect(folds.areEqual("ΣΊΣΥΦΟΣ", "σίσυφος"))
        #expect(folds.areEqual("STRAẞE", "straße"))
        #expect(!folds.areEqual("STRASSE", "straße"))
        #expect(!folds.areEqual("I", "ı"))
        #expect(folds.canonical("ÄÖ", .old) == folds.canonical("äö", .new))
        let bad = try CellPair(.text, .text, ColumnRule(ignoresCase: true))
        #expect(bad.areEqual(bytes: [0xFF, 0x41], [0xFF, 0x61]))
    }

    @Test func labels() throws {
        let pair = try CellPair(.integer, .text, ColumnRule(values: ["1": "open", "2": "paid"]))
        #expect(pair.areEqual("1", "open"))
        #expect(!pair.areEqual("2", "open"))
        #expect(!pair.areEqual("1", "1"))
        #expect(pair.areEqual("3", "3"))
        #expect(!pair.column.sameBytesMeanEqual)
    }

    @Test func hostsAreRewrittenWhereTheyStandAlone() throws {
        let rule = ColumnRule(rewrites: [
            .init(from: "shop.test", to: "new.example"), .init(from: "http://www.shop.test", to: "https://new.example"),
        ])
        let pair = try CellPair(.text, .text, rule)
        #expect(pair.areEqual("see shop.test/a.", "see new.example/a."))
        #expect(pair.areEqual("shop.test", "new.example"))
        #expect(pair.areEqual("see shop.test.", "see new.example."))
        for other in ["myshop.test", "www.shop.test", "shop.test.example", "shop.testing", "my-shop.test"] {
            #expect(pair.areEqual(other, other), "\(other)")
        }
        #expect(pair.areEqual("http://www.shop.test/x", "https://new.example/x"))
        #expect(pair.areEqual(#"{"u":"http:\/\/www.shop.test\/x"}"#, #"{"u":"https:\/\/new.example\/x"}"#))
        #expect(!pair.areEqual("shop.test", "shop.test"))
        #expect(pair.cause("shop.test", "shop.test") == "host not rewritten")
        #expect(!pair.column.sameBytesMeanEqual)
        let json = try CellPair(.json, .json, rule)
        #expect(json.areEqual(#"{"u": "http:\/\/www.shop.test\/x"}"#, #"{"u":"https://new.example/x"}"#))
        #expect(json.cause(#"["shop.test"]"#, #"["shop.test"]"#) == "host not rewritten")
    }

    @Test(arguments: [
        (#"{"a":1,"b":[true,null]}"#, #" { "b" : [ true , null ] , "a" : 1.0 } "#, true), (#"[1,2]"#, #"[2,1]"#, false),
        (#"{"a":1,"a":2}"#, #"{"a":2}"#, true), (#""\u00e4\ud83d\uded2\/""#, "\"ä🛒/\"", true), ("1e2", "100", true),
        ("0.1", "0.10000000000000001", false), (#"{"a":null}"#, "{}", false), (#""1""#, "1", false),
        ("[]", "{}", false),
        (#"{"aa":1,"b":2}"#, #"{"b":2,"aa":1}"#, true), (#"["\ud83d"]"#, #"["\ud83e"]"#, false), ("[1,]", "[1]", false),
        ("tru", "true", false), (#"{"a":{"y":1,"x":[{}]}}"#, #"{"a":{"x":[{}],"y":1}}"#, true), ("[-0]", "[0]", true),
    ])
    func jsonIsEqualByItsCanonicalForm(_ old: String, _ new: String, _ isEqual: Bool) throws {
        let pair = try CellPair(.json, .text)
        #expect(pair.areEqual(old, new) == isEqual)
    }

    @Test func jsonWithoutEndIsRefusedNotFollowed() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(try CellPair(.json, .text).cause(deep, "[]") == "old value cannot be read as JSON")
    }

    @Test func uuids() throws {
        let pair = try CellPair(.text, .uuid)
        #expect(pair.areEqual("0123456789ABCDEF0123456789ABCDEF", "01234567-89ab-cdef-0123-456789abcdef"))
        #expect(!pair.areEqual("0123456789ABCDEF0123456789ABCDE", "01234567-89ab-cdef-0123-456789abcdef"))
        let raw = try CellPair(.binary, .uuid)
        #expect(
            raw.areEqual(bytes: Array(0..<16), Array("00010203-0405-0607-0809-0a0b0c0d0e0f".utf8)))
    }

    @Test func bytes() throws {
        let pair = try CellPair(.binary, .binary)
        #expect(pair.areEqual(bytes: [0, 255, 0], [0, 255, 0]))
        #expect(!pair.areEqual(bytes: [0], []))
    }

    @Test func canonicalTextSortsByItsBytesAndEndsWhereItEnds() throws {
        let pair = try CellPair(.text, .text)
        let sorted = [nil, "", "\0", "\0\0", "\0a", "a", "a\0", "ab", "b", "é", "日", "🛒"]
        for (index, text) in sorted.enumerated().dropFirst() {
            #expect(pair.canonical(sorted[index - 1], .old).lexicographicallyPrecedes(pair.canonical(text, .new)))
        }
    }
}
