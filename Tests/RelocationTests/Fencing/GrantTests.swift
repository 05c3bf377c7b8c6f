import Relocation
import Testing

/// Lines of `SHOW GRANTS`, read without a server.
@Suite struct GrantTests {
    @Test(arguments: [
        ("GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION", true),
        ("GRANT SELECT, SHOW VIEW ON `store`.* TO `a`@`%`", false),
        ("GRANT SELECT (`INSERT`, `a, UPDATE`) ON `store`.`orders` TO `a`@`%`", false),
        ("GRANT SELECT, UPDATE (`a`, `b`) ON `store`.`orders` TO `a`@`%`", true),
        ("GRANT INSERT ON `st\\_re`.* TO `a`@`%`", false), ("GRANT INSERT ON `st_re`.* TO `a`@`%`", true),
        ("GRANT INSERT ON `s%`.* TO `a`@`%`", true), ("GRANT INSERT ON `stores`.* TO `a`@`%`", false),
        ("GRANT EXECUTE ON PROCEDURE `store`.`p` TO `a`@`%`", true),
        ("GRANT USAGE ON *.* TO `a`@`%` IDENTIFIED BY PASSWORD '*B6'", false),
        ("GRANT DELETE ON `a ON b`.`c TO d` TO `a`@`%`", false), ("GRANT `writer` TO `a`@`%`", false),
        ("GRANT PROXY ON ``@`%` TO `root`@`localhost`", false),
    ])
    func whoMayWriteToTheStore(line: String, writes: Bool) {
        let grant = Grant(parsing: line)
        #expect((grant.map { $0.isWriting && $0.reaches(schema: "store") } ?? false) == writes)
    }

    @Test func rolesAndOddNamesRead() {
        #expect(Grant(parsing: "GRANT `writer` TO `a`@`%` WITH ADMIN OPTION")?.role == "writer")
        let odd = Grant(parsing: "GRANT DELETE ON `a ON ``b`.`c TO d` TO `a`@`%`")
        #expect(odd?.schema == "a ON `b" && odd?.table == "c TO d")
        #expect(Grant(parsing: "SET DEFAULT ROLE `writer` FOR `a`@`%`") == nil)
    }
}
