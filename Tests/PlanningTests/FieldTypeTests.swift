import Planning
import Testing

@Suite("Field types")
struct FieldTypeTests {
    @Test(
        "hold every value of a type that is no wider",
        arguments: [
            ("varchar(40)", "varchar(40)"), ("varchar(40)", "varchar(39)"), ("VARCHAR( 40 )", "varchar(40)"),
            ("varchar(40)", "char(40)"), ("text", "varchar(65535)"), ("mediumtext", "text"), ("longtext", "mediumtext"),
            ("longtext", "json"), ("varchar", "longtext"), ("varchar(36)", "uuid"), ("varchar(2)", "enum(a,bb)"),
            ("varchar(3)", "tinyint unsigned"), ("varchar(11)", "int"), ("varchar(12)", "decimal(10,2)"),
            ("varchar(10)", "date"), ("varchar(25)", "datetime"), ("varchar(32)", "timestamptz"),
            ("int", "int(11)"), ("int", "smallint"), ("int", "mediumint unsigned"), ("bigint", "int unsigned"),
            ("bigint unsigned", "int unsigned"), ("tinyint", "boolean"), ("boolean", "tinyint(1)"),
            ("decimal(10,2)", "decimal(9,2)"), ("decimal(10,2)", "decimal(8,1)"),
            ("decimal(10,2)", "mediumint unsigned zerofill not null"),
            ("decimal(5,0)", "smallint"), ("bigint", "decimal(18)"), ("double", "int"), ("double", "float"),
            ("double precision", "decimal(15,2)"), ("float", "decimal(6,2)"), ("float", "mediumint"),
            ("enum('a','b,c','d''e')", "enum('d''e', \"b,c\")"), ("datetime", "date"), ("datetime", "timestamp"),
            ("datetime(6)", "datetime(3)"), ("timestamp with time zone", "datetime(6)"), ("time(3)", "time"),
            ("longblob", "blob"), ("varbinary(16)", "binary(16)"), ("bytea", "longblob"), ("json", "jsonb"),
            ("int", "int not null"), ("point", "POINT"), ("timestamp without time zone", "timestamp null"),
        ])
    func whole(old: String, new: String) {
        #expect(FieldType.fit(of: new, in: old) == .whole)
    }

    @Test(
        "say what has no room",
        arguments: [
            ("varchar(40)", "varchar(41)", "texts longer than 40"),
            ("text", "varchar(65536)", "texts longer than 65535"),
            ("varchar(255)", "varchar", "texts longer than 255"), ("char", "char(2)", "texts longer than 1"),
            ("varchar(1)", "enum(a,bb)", "texts longer than 1"), ("varchar(10)", "int", "texts longer than 10"),
            ("varchar(11)", "decimal(10,2)", "texts longer than 11"),
            ("varchar(31)", "timestamptz", "texts longer than 31"),
            ("text", "blob", "bytes that are no text"), ("blob", "text", "what is no bytes"),
            ("varbinary(16)", "blob", "values longer than 16"), ("tinyint", "tinyint unsigned", "numbers above 127"),
            ("int unsigned", "int", "numbers below 0"), ("int", "bigint", "numbers above 2147483647"),
            ("boolean", "tinyint", "numbers above 1"), ("smallint", "decimal(5,0)", "numbers above 32767"),
            ("int", "decimal(4,1)", "decimals"), ("int", "double", "decimals"),
            ("int", "varchar(3)", "what is no number"),
            ("decimal(10,2)", "decimal(11,2)", "9 digits before the point"),
            ("decimal(10,2)", "decimal(10,3)", "3 decimals"),
            ("decimal(10,2) unsigned", "decimal(10,2)", "numbers below 0"),
            ("decimal(10,2)", "int", "numbers above 99999999"),
            ("decimal(10,2)", "float", "every number of floating point"),
            ("double", "bigint", "numbers above 9007199254740992"), ("float", "decimal(7,2)", "numbers of 7 digits"),
            ("double", "decimal(16,2)", "numbers of 16 digits"), ("float", "double", "numbers of double precision"),
            ("enum(a,b)", "enum(a,c,d)", "`c`, `d`"), ("enum(a,b)", "varchar(1)", "anything but its names"),
            ("date", "datetime", "a time of day"), ("timestamp", "datetime", "moments before 1970 or after 2038"),
            ("timestamp", "date", "dates before 1970 or after 2038"),
            ("datetime", "datetime(3)", "3 decimals of a second"),
            ("datetime", "varchar(20)", "anything but a moment"), ("time", "time(3)", "3 decimals of a second"),
            ("time", "date", "anything but a time of day"), ("json", "text", "what is not JSON"),
            ("uuid", "varchar(36)", "what is no UUID"), ("int not null", "int", "null"),
        ])
    func partial(old: String, new: String, lost: String) {
        #expect(FieldType.fit(of: new, in: old) == .partial(lost))
    }

    @Test(
        "are not guessed",
        arguments: [
            ("int", "money"), ("point", "int"), ("int", "decimal"), ("int", "decimal(2,3)"), ("int", "varchar(x)"),
            ("int", "int default 0"), ("int", ""), ("int", "enum()"), ("int", "binary"), ("int", "decimal(9,2,1)"),
        ])
    func unknown(old: String, new: String) {
        let unknown = old == "point" ? old : new
        #expect(FieldType.fit(of: new, in: old) == .unknown(unknown))
    }

    @Test("lose nothing on the way to themselves, and less to a wider type")
    func order() {
        let types = [
            "boolean", "tinyint", "smallint", "mediumint", "int", "bigint", "decimal(19,0)", "decimal(65,30)",
        ]
        for (narrow, old) in types.enumerated() {
            for new in types[..<narrow] { #expect(FieldType.fit(of: new, in: old) == .whole, "\(new) in \(old)") }
            for new in types[(narrow + 1)...] { #expect(FieldType.fit(of: new, in: old) != .whole, "\(new) in \(old)") }
        }
    }
}
