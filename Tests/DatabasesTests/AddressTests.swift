import Databases
import Testing

@Suite struct AddressTests {
    @Test("an address is read with the engines' own defaults")
    func reading() throws {
        let near = try DatabaseAddress(parsing: "mysql://shop@localhost/orders")
        #expect(near == DatabaseAddress(engine: .mariadb, user: "shop", port: 3306, database: "orders", tls: .off))
        let far = try DatabaseAddress(
            parsing: "postgresql://me%40here@[2001:db8::1]:6000/shop?tls=verified&ca=/etc/ca.pem")
        #expect(far.user == "me@here" && far.host == "2001:db8::1" && far.port == 6000 && far.tls == .verified)
        #expect(far.authority == "/etc/ca.pem" && far.place == "[2001:db8::1]:6000/shop")
        #expect(try DatabaseAddress(parsing: "mariadb://a@db.example/x").tls == .preferred)
        #expect(try DatabaseAddress(parsing: "postgres://a@db/x?sslmode=require").tls == .required)
        #expect(try DatabaseAddress(parsing: "mysql://a@db/x?socket=/run/m.sock").socket == "/run/m.sock")
    }

    @Test(
        "what is no address is refused, and a password is not repeated",
        arguments: [
            "mysql://shop:hunter2@localhost/orders", "oracle://a:hunter2@b/c", "mysql://localhost/orders",
            "mysql://a@b", "mysql://a@b/c/d", "mysql://a@b/c?tls=perhaps", "mysql://a@b/c?charset=latin1",
            "not an address", "mysql://a@b:99999/c", "",
        ])
    func refused(text: String) {
        let error = #expect(throws: DatabaseError.self) { try DatabaseAddress(parsing: text) }
        #expect(!"\(String(describing: error))".contains("hunter2"))
    }
}
