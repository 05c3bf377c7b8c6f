import Observation
import Testing

@Suite struct CaptureTests {
    private func answer(_ body: String, _ headers: [ProbeField] = []) -> SideAnswer {
        SideAnswer(status: 200, headers: headers, body: Array(body.utf8))
    }

    @Test func textBetween() {
        let page = answer(#"<p>Total <b>&euro;12.50</b></p><input name="key" value="a&amp;b&#x2F;c">"#)
        #expect(CapturePattern.between(after: "<p>Total ", before: "</p>").value(in: page) == "<b>€12.50</b>")
        #expect(CapturePattern.between(after: #"name="key" value=""#, before: #"""#).value(in: page) == "a&b/c")
        #expect(CapturePattern.between(after: "Sum", before: "<").value(in: page) == nil)
        #expect(CapturePattern.between(after: "Total ", before: "§").value(in: page) == nil)
        #expect(CapturePattern.between(after: "value=", before: "").value(in: page)?.hasPrefix("\"a&b") == true)
    }

    @Test func aLongValueIsCut() {
        let page = answer("x" + String(repeating: "é", count: 100_000) + "y")
        #expect(CapturePattern.between(after: "x", before: "y").value(in: page, limit: 10)?.count == 10)
    }

    @Test(arguments: [
        ("/totals/0/price", "12.10"), ("/totals/1/price", "0.1"), ("/in~1stock", "true"), ("/a~0b", "x"),
        ("/name", "Kettle"), ("/count", "3"),
    ])
    func placesInJSON(_ pointer: String, _ value: String) {
        let page = answer(
            #"{"totals":[{"price":12.10},{"price":0.1}],"in/stock":true,"a~b":"x","name":"Kettle","count":3,"none":null}"#
        )
        let found = CapturePattern.pointer(pointer).value(in: page)
        #expect(found == value || found.flatMap { Amount($0)?.text } == Amount(value)?.text)
    }

    @Test(arguments: ["/totals", "/none", "/totals/7/price", "/totals/x", "/name/x", "/nowhere"])
    func noScalarThere(_ pointer: String) {
        let page = answer(#"{"totals":[{"price":12.10}],"name":"Kettle","none":null}"#)
        #expect(CapturePattern.pointer(pointer).value(in: page) == nil)
        #expect(CapturePattern.pointer(pointer).value(in: answer("<html>")) == nil)
    }

    @Test func headers() {
        let page = answer("", [.init("Location", "/cart"), .init("location", "/other")])
        #expect(CapturePattern.header("location").value(in: page) == "/cart")
        #expect(CapturePattern.header("etag").value(in: page) == nil)
    }
}
