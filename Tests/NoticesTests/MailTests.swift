import Notices
import Testing

struct MailTests {
    @Test func aMailHasItsReceivers() {
        #expect(Mail(from: "a@shop.test", to: ["b@shop.test"], subject: "s", text: "t").to == ["b@shop.test"])
    }
}
