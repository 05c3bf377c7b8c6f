extension ColumnComparison {
    /// Why two cells that are not equal differ, where that can be told from the two values; nil where not.
    ///
    /// One of: `NULL against empty`, `zero date`, `cannot be read as …`, `case`, `trailing space`, `white space at the
    /// ends`, `cut at 40 characters`, `mojibake`, `characters lost as ?`, `Unicode normal form`, `line ends`, `host not
    /// rewritten`, `rounded to 2 digits`, `rounded to 6 significant digits`, `rounded to single precision`, `sign of
    /// zero`, `sign`, `time zone shift of +2 h`, `fraction of the second lost`.
    public func cause(old: UnsafeRawBufferPointer?, new: UnsafeRawBufferPointer?) -> String? {
        read(old, of: .old) { old in
            read(new, of: .new) { new in
                switch (old, new) {
                case (nil, nil): nil
                case (nil, let cell?), (let cell?, nil): causeAgainstNull(cell)
                case (let old?, let new?): causeOfValues(old, new)
                }
            }
        }
    }

    private func causeAgainstNull(_ cell: UnsafeRawBufferPointer) -> String? {
        if cell.isEmpty { return "NULL against empty" }
        switch form {
        case .date, .timestamp: return CivilStamp(cell)?.partial != nil ? "zero date" : nil
        default: return nil
        }
    }

    private func causeOfValues(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> String? {
        for (cell, side) in [(old, Side.old), (new, .new)] where !isReadable(cell, of: side) {
            return "\(side) value cannot be read as \(form.name)"
        }
        switch form {
        case .number:
            return NumberCause.of(old, new, scales: families.map(\.scale), isShifted: pair.rule.minorUnits != 0)
        case .floating(let single):
            guard let a = floating(old, of: .old, single: single), let b = floating(new, of: .new, single: single)
            else { return nil }
            return NumberCause.of(a, b) ?? (pair.rule.minorUnits == 0 ? NumberCause.ofDigits(old, new) : nil)
        case .text:
            if let rewrites, rewrites.areLeft(in: new) { return "host not rewritten" }
            return text(old, of: .old) { a in text(new, of: .new) { b in TextCause.of(a, b) } }
        case .json: return rewrites.flatMap { $0.areLeft(in: new) ? "host not rewritten" : nil }
        case .date, .timestamp: return StampCause.of(old, new)
        case .truth, .bytes, .opaque, .uuid, .time: return nil
        }
    }

    private func isReadable(_ cell: UnsafeRawBufferPointer, of side: Side) -> Bool {
        switch form {
        case .number: DecimalDigits(cell) != nil
        case .floating(let single): FloatingDigits.read(cell, single: single) != nil
        case .truth: Truth.read(cell) != nil
        case .text, .bytes, .opaque: true
        case .uuid: UUIDDigits(cell, raw: isRaw(side)) != nil
        case .date: date(cell) != nil
        case .time: ClockTime.read(cell) != nil
        case .timestamp: CivilStamp(cell) != nil
        case .json: CanonicalJSON.read(cell) != nil
        }
    }
}

extension ValueFamily {
    fileprivate var scale: Int? {
        switch self {
        case .integer: 0
        case .decimal(let scale): scale
        default: nil
        }
    }
}
