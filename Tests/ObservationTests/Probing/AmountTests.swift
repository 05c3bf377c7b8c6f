import Observation
import Testing

@Suite struct AmountTests {
    @Test(arguments: [
        ("12,50", "12.50"), ("12.5", "12.50"), ("€12.50", "12,50 €"), ("12.50 EUR", "€ 12,50"),
        ("$1,234.50", "$1234.5"),
        ("1.234,50 €", "1 234,50\u{A0}€"), ("1'234.50 CHF", "CHF 1\u{202F}234,50"), ("1.234", "1234"),
        ("0.125", "0,125"),
        ("12,-", "12.00"), ("−5,00", "-5"), ("1,234,567", "1.234.567,00"), ("12.50", "€12.50"), ("A$ 3", "3.00 AUD"),
        ("Fr. 12.50", "fr. 12.5"), ("00012.50", "12.5"), ("0,123", "0.1230"),
    ])
    func theSameSum(_ a: String, _ b: String) throws {
        let (x, y) = (try #require(Amount(a)), try #require(Amount(b)))
        #expect(x.equals(y), "\(a) is \(x.text), \(b) is \(y.text)")
    }

    @Test(arguments: [
        ("12.50", "12.51"), ("€12.50", "$12.50"), ("A$3", "$3"), ("5", "-5"), ("1.234", "1.2345"), ("12.50", "1250"),
    ])
    func anotherSum(_ a: String, _ b: String) throws {
        let (x, y) = (try #require(Amount(a)), try #require(Amount(b)))
        #expect(!x.equals(y))
    }

    @Test(arguments: [
        "", "in stock", "3 pieces left", "12.50.1", "1,23,456", "12-13", "1.2.3.4", "--5", "5 6", "12:50", "€", "1e5",
        "12.5000000001", "1234567890123456789", "10 %", "2026-11-21", "12.50 12.50", ".5",
    ])
    func noAmount(_ text: String) {
        #expect(Amount(text) == nil, "\(text) is \(Amount(text)?.text ?? "")")
    }

    @Test func lessIsExact() throws {
        func less(_ a: String, _ b: String) throws -> Amount? {
            let (x, y) = (try #require(Amount(a)), try #require(Amount(b)))
            return x - y
        }
        #expect(try less("€90.00", "81,00 €")?.text == "9.00")
        #expect(try less("0.3", "0.1")?.text == "0.20")
        #expect(try less("0.1", "0.3")?.text == "-0.20")
        #expect(try less("€1", "$1") == nil)
    }
}
