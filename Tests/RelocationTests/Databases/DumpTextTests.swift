import Fixtures
import Relocation
import Testing

/// What is done to the text of dumps, without a server.
@Suite struct DumpTextTests {
    private static let dump = """
        /*!40101 SET NAMES binary */;
        -- CHANGE MASTER TO MASTER_LOG_FILE='binlog.000001', MASTER_LOG_POS=1858;

        --
        -- Table structure for table `a``b`
        --

        CREATE TABLE `a``b` (t TEXT COMMENT '-- Table structure for table `x`');
        INSERT INTO `a``b` VALUES ('\\n-- Table structure for table `x`\\n');
        -- Table structure of something
        --
        -- Table structure for table `größe`
        --
        INSERT INTO `größe` VALUES (1);
        -- Table struct
        """

    private static func split(_ pieces: [[UInt8]]) -> [String: [UInt8]] {
        var splitter = DumpSplitter()
        var found: [String: [UInt8]] = [:]
        var table = ""
        for piece in pieces {
            for part in splitter.take(piece) {
                switch part {
                case .begin(let name): table = name
                case .bytes(let bytes): found[table, default: []] += bytes
                }
            }
        }
        found[table, default: []] += splitter.finish()
        return found
    }

    @Test func tablesArePartedWhereverThePiecesEnd() {
        let bytes = Array(Self.dump.utf8)
        let whole = Self.split([bytes])
        #expect(Set(whole.keys) == ["", "a`b", "größe"])
        #expect(String(decoding: whole["größe"] ?? [], as: UTF8.self).hasSuffix("-- Table struct"))
        var dice = Dice(seed: 5)
        for _ in 0..<2_000 {
            var pieces: [[UInt8]] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let size = dice.below(dice.chance(0.5) ? 4 : 90) + 1
                pieces.append(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            #expect(Self.split(pieces) == whole)
        }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func onlyTheSwitchOfAnEventIsTurned() {
        let event =
            "/*!50106 CREATE*/ /*!50117 DEFINER=`a`@`b`*/ /*!50106 EVENT `PRESERVE ENABLE` ON SCHEDULE EVERY 1 DAY "
        let tail = " COMMENT 'PRESERVE ENABLE' DO DELETE FROM t WHERE v = 'PRESERVE ENABLE' */ ;;"
        let changed = text(CodeText.withEventsOff(Array("x\n\(event)ON COMPLETION NOT PRESERVE ENABLE\(tail)\ny".utf8)))
        #expect(changed == "x\n\(event)ON COMPLETION NOT PRESERVE DISABLE\(tail)\ny")
        let other = "INSERT INTO a VALUES (' ON SCHEDULE PRESERVE ENABLE');"
        #expect(text(CodeText.withEventsOff(Array(other.utf8))) == other)
    }

    @Test func rowFormatsAndDefinersChangeWhereTheyAreMeant() {
        let table = """
            CREATE TABLE `a` (
              `b` int COMMENT 'ROW_FORMAT=COMPACT'
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 ROW_FORMAT=COMPACT;
            INSERT INTO `a` VALUES ('ROW_FORMAT=COMPACT');
            """
        let dynamic = text(CodeText.withDynamicRows(Array(table.utf8)))
        #expect(dynamic.contains("utf8mb4 ROW_FORMAT=DYNAMIC;") && dynamic.contains("COMMENT 'ROW_FORMAT=COMPACT'"))
        #expect(dynamic.contains("VALUES ('ROW_FORMAT=COMPACT')"))
        let mapped = CodeText.withDefiners(
            Array("DEFINER=`a`@`%` x DEFINER=`aa`@`%` DEFINER=`a`@`%`".utf8),
            [DatabaseAccount(user: "a", host: "%"): DatabaseAccount(user: "n`w", host: "::1")])
        #expect(text(mapped) == "DEFINER=`n``w`@`::1` x DEFINER=`aa`@`%` DEFINER=`n``w`@`::1`")
    }
}
