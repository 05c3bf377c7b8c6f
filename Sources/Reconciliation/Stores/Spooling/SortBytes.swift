import Databases

/// Bytes that sort as the values do: NULL first, numbers by value, everything else by its own bytes. They tell where
/// they end, so that those of several columns can be joined.
enum SortBytes {
    static func append(_ cell: UnsafeRawBufferPointer?, _ family: ValueFamily, to bytes: inout [UInt8]) {
        guard let cell else { return bytes.append(0) }
        bytes.append(1)
        switch family {
        case .integer, .decimal, .double, .single: number(cell, &bytes)
        case .uuid:
            let digits = cell.filter { $0 != 45 }.map { (65...90).contains($0) ? $0 + 32 : $0 }
            digits.withUnsafeBytes { escaped($0, &bytes) }
        default: escaped(cell, &bytes)
        }
    }

    static func key(_ key: RowKey, _ families: [ValueFamily]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (cell, family) in zip(key.cells, families) {
            if let cell {
                cell.withUnsafeBytes { append($0, family, to: &bytes) }
            } else {
                append(nil, family, to: &bytes)
            }
        }
        return bytes
    }

    /// Shorter texts sort before those that they begin.
    private static func escaped(_ cell: UnsafeRawBufferPointer, _ bytes: inout [UInt8]) {
        for byte in cell {
            bytes.append(byte)
            if byte == 0 { bytes.append(0xFF) }
        }
        bytes.append(contentsOf: [0, 0])
    }

    /// Sign, place of the point and digits without zeros at either end; what is no number comes after all numbers.
    private static func number(_ cell: UnsafeRawBufferPointer, _ bytes: inout [UInt8]) {
        guard let parts = NumberParts(cell) else {
            bytes.append(4)
            return escaped(cell, &bytes)
        }
        guard !parts.digits.isEmpty else { return bytes.append(2) }
        bytes.append(parts.isNegative ? 1 : 3)
        let start = bytes.count
        // Places from 10⁻²³¹ to 10²³¹ and far beyond in four bytes, the least first.
        withUnsafeBytes(of: UInt32(bitPattern: parts.point ^ Int32.min).bigEndian) { bytes.append(contentsOf: $0) }
        for digit in parts.digits { bytes.append(digit - 47) }
        bytes.append(0)
        if parts.isNegative { for index in start..<bytes.count { bytes[index] = ~bytes[index] } }
    }
}

/// A number's sign, its digits without zeros at either end, and where its point stands: 0.digits × 10^point.
struct NumberParts {
    var isNegative = false
    var digits: [UInt8] = []
    var point: Int32 = 0

    /// Nil for what is not written as digits with at most one point and at most one exponent.
    init?(_ cell: UnsafeRawBufferPointer) {
        var index = 0
        if let sign = cell.first, sign == 45 || sign == 43 {
            isNegative = sign == 45
            index = 1
        }
        var whole = 0
        var seen = 0
        var isFraction = false
        while index < cell.count {
            let byte = cell[index]
            if (48...57).contains(byte) {
                digits.append(byte)
                seen += 1
                if !isFraction { whole += 1 }
            } else if byte == 46, !isFraction {
                isFraction = true
            } else {
                break
            }
            index += 1
        }
        guard seen > 0, whole < 1 << 24 else { return nil }
        var exponent = 0
        if index < cell.count {
            guard cell[index] | 32 == 101, let found = Int(String(decoding: cell[(index + 1)...], as: UTF8.self)),
                abs(found) < 1 << 24
            else { return nil }
            exponent = found
        }
        let zeros = digits.prefix { $0 == 48 }.count
        digits.removeFirst(zeros)
        while digits.last == 48 { digits.removeLast() }
        point = digits.isEmpty ? 0 : Int32(whole - zeros + exponent)
        if digits.isEmpty { isNegative = false }
    }
}
