/// Numbers of keys as they may stand in a statement: checked character by character, since they are not quoted.
enum SQLSpelling {
    static func integer(_ cell: [UInt8]) -> String? {
        let digits = cell.first == UInt8(ascii: "-") ? cell.dropFirst() : cell[...]
        guard (1...40).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(decoding: cell, as: UTF8.self)
    }

    static func decimal(_ cell: [UInt8]) -> String? {
        let digits = cell.first == UInt8(ascii: "-") ? cell.dropFirst() : cell[...]
        let points = digits.filter { $0 == UInt8(ascii: ".") }.count
        guard points <= 1, digits.count > points, digits.count <= 20_000,
            digits.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
        else { return nil }
        return String(decoding: cell, as: UTF8.self)
    }

    static func double(_ cell: [UInt8]) -> String? {
        let text = String(decoding: cell, as: UTF8.self)
        guard cell.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }), Double(text) != nil else {
            return nil
        }
        return text
    }

    static func hex(_ cell: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: cell.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
