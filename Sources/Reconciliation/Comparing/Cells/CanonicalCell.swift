extension ColumnComparison {
    /// Adds bytes that are the same for equal values of either side and say themselves where they end; where
    /// the order is by value they sort as the values do, NULL first.
    ///
    /// Values within a tolerance of each other are not brought together, nor are time stamps that one side rounded:
    /// keys are cut to the digits that both sides keep.
    public func appendCanonical(_ cell: UnsafeRawBufferPointer?, of side: Side, to bytes: inout [UInt8]) {
        read(cell, of: side) { cell in
            guard let cell else { return bytes.append(0) }
            let begin = bytes.count
            bytes.append(1)
            guard !appendValue(cell, of: side, to: &bytes) else { return }
            // What cannot be read equals only its own bytes.
            bytes.removeSubrange(begin...)
            bytes.append(2)
            Self.appendBytes(cell, to: &bytes)
        }
    }

    private func appendValue(_ cell: UnsafeRawBufferPointer, of side: Side, to bytes: inout [UInt8]) -> Bool {
        switch form {
        case .number:
            guard let number = DecimalDigits(cell) else { return false }
            number.appendCanonical(shift: side == .old ? -pair.rule.minorUnits : 0, to: &bytes)
        case .floating(let single):
            guard let value = floating(cell, of: side, single: single) else { return false }
            FloatingDigits.appendCanonical(value, signedZero: hasSignedZero, to: &bytes)
        case .truth:
            guard let value = Truth.read(cell) else { return false }
            bytes.append(value ? 1 : 0)
        case .text: text(cell, of: side) { Self.appendBytes($0, to: &bytes) }
        case .bytes, .opaque: Self.appendBytes(cell, to: &bytes)
        case .uuid:
            guard let uuid = UUIDDigits(cell, raw: isRaw(side)) else { return false }
            Self.append(uuid.high, to: &bytes)
            Self.append(uuid.low, to: &bytes)
        case .date:
            guard let date = date(cell) else { return false }
            Self.append(UInt64(date.year) << 16 | UInt64(date.month) << 8 | UInt64(date.day), to: &bytes)
        case .time:
            guard let time = ClockTime.read(cell) else { return false }
            Self.append(UInt64(bitPattern: Int64(time)) ^ 1 << 63, to: &bytes)
        case .timestamp(let digits):
            guard let stamp = CivilStamp(cell) else { return false }
            if let partial = stamp.partial {
                for part in [0] + partial { Self.append(UInt64(part), to: &bytes) }
            } else if let moment = keyMoment(stamp, of: side, digits: digits) {
                Self.append(UInt64(bitPattern: Int64(moment.seconds)) ^ 1 << 63, to: &bytes)
                Self.append(UInt64(moment.nanoseconds), to: &bytes)
            }
        case .json:
            guard let json = CanonicalJSON.read(cell, rewrites: side == .old ? rewrites : nil) else { return false }
            json.withUnsafeBytes { Self.appendBytes($0, to: &bytes) }
        }
        return true
    }

    /// Bytes with an end that no content has, and that sorts before every content: 0 becomes 0 255, the end is 0 0.
    private static func appendBytes(_ content: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        if content.contains(0) {
            for byte in content {
                bytes.append(byte)
                if byte == 0 { bytes.append(0xFF) }
            }
        } else {
            bytes.append(contentsOf: content)
        }
        bytes.append(0)
        bytes.append(0)
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
