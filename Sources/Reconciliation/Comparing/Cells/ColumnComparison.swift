import Foundation

/// How the cells of one pair of columns are compared.
public struct ColumnComparison: Sendable {
    public let pair: ColumnPair
    public let families: Sides<ValueFamily>
    /// What both sides' cells are read as.
    public let form: ComparedForm
    /// Cells with the same bytes are equal, so that rows can be compared without looking into them.
    public let sameBytesMeanEqual: Bool
    /// Equal to the same is equal to each other. Not so within a tolerance, nor where one side keeps fewer digits.
    let isTransitive: Bool
    /// Cells of one side that are not the same are not equal either.
    let isInjective: Bool
    /// Canonical bytes sort as numbers, moments and code points do, and so do stores where the values are of the
    /// form's own type.
    let keepsOrder: Bool
    /// Zero and minus zero differ: both sides can hold both.
    let hasSignedZero: Bool
    /// What the clocks of each side are; UTC where the cells are in UTC, or no side has a zone.
    let clocks: Sides<ZoneClock>
    /// Digits of a second that each side keeps, 0...9.
    let digits: Sides<Int>
    /// The digits of the tolerance; empty where there is none.
    let tolerance: [UInt8]
    /// Cells end in digits after a point, where zeros say nothing.
    let endsInFraction: Bool
    let labels: [[UInt8]: [UInt8]]
    let rewrites: HostRewrites?

    init(pair: ColumnPair, families: Sides<ValueFamily>, form: ComparedForm) {
        let rule = pair.rule
        self.pair = pair
        self.families = families
        self.form = form
        labels = Dictionary(
            rule.values.map { (Array($0.key.utf8), Array($0.value.utf8)) }, uniquingKeysWith: { first, _ in first })
        rewrites = HostRewrites(rule.rewrites)
        tolerance = rule.tolerance > 0 ? Array("\(rule.tolerance)".utf8) : []
        endsInFraction = form == .number || form.isStamp
        hasSignedZero = [families.old, families.new].allSatisfy {
            switch $0 {
            case .integer, .decimal: false
            default: true
            }
        }
        var digits = Sides(old: 9, new: 9)
        var zones = Sides(old: rule.oldZone.map(ZoneClock.init), new: rule.newZone.map(ZoneClock.init))
        for side in Side.allCases {
            // What is written out as text has the digits and the zone that the mapping declares.
            let family = families[side].isWritten ? rule.kind ?? families[side] : families[side]
            if case .timestamp(let kept, let zoned) = family {
                digits[side] = kept
                if zoned { zones[side] = .utc }
            }
        }
        let clocks = Sides(old: zones.old ?? .utc, new: zones.new ?? .utc)
        // Local times of one zone are compared as they stand.
        let areAlike = clocks.old == clocks.new || (clocks.old.fixed != nil && clocks.old.fixed == clocks.new.fixed)
        self.clocks = areAlike ? Sides(old: .utc, new: .utc) : clocks
        self.digits = digits

        let isRead = families.old.isWritten && families.new.isWritten && form != .text && form != .opaque
        let isRelabelled = rule.values.contains { $0.key != $0.value }
        sameBytesMeanEqual =
            !isRead && !isRelabelled && rewrites == nil && rule.minorUnits == 0 && (areAlike || !form.isStamp)
            && (form != .uuid || (families.old == .binary) == (families.new == .binary))
        let isWritten = (families.old.isWritten || families.new.isWritten) && form != .text && form != .opaque
        let isMoved = rule.trims || rule.ignoresCase || rule.emptyIsNull || isRelabelled || rewrites != nil
        let areClocksFixed = self.clocks.old.fixed != nil && self.clocks.new.fixed != nil
        let isCut = form.isStamp && digits.old != digits.new
        isTransitive = tolerance.isEmpty && !isCut && (areClocksFixed || !form.isStamp)
        isInjective =
            isTransitive && !isMoved && !isWritten && form != .json
            && (families.old == families.new || form != .floating(single: true))
            && (form != .uuid || !hasRawUUID(families))
        keepsOrder =
            !isMoved && (areClocksFixed || !form.isStamp) && form != .json && form != .opaque
    }

    /// Whether two cells hold the same value; nil is NULL.
    public func areEqual(old: UnsafeRawBufferPointer?, new: UnsafeRawBufferPointer?) -> Bool {
        if sameBytesMeanEqual, haveSameBytes(old, new) || (endsInFraction && differInZeros(old, new)) { return true }
        return read(old, of: .old) { old in
            read(new, of: .new) { new in
                switch (old, new) {
                case (nil, nil): true
                case (let old?, let new?): holdEqual(old, new)
                default: false
                }
            }
        }
    }

    /// Hands on a cell as the rule wants it read: trimmed, an empty one as NULL, a label as the new side calls it.
    func read<Result>(
        _ cell: UnsafeRawBufferPointer?, of side: Side, _ body: (UnsafeRawBufferPointer?) -> Result
    ) -> Result {
        guard var cell else { return body(nil) }
        if pair.rule.trims { cell = TextForms.trimmed(cell) }
        if pair.rule.emptyIsNull, cell.isEmpty { return body(nil) }
        if side == .old, !labels.isEmpty, let label = labels[Array(cell)] { return label.withUnsafeBytes(body) }
        return body(cell)
    }

    private func holdEqual(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> Bool {
        switch form {
        case .number: return areNumbersEqual(old, new)
        case .floating(let single):
            guard let a = floating(old, of: .old, single: single), let b = FloatingDigits.read(new, single: single)
            else { return false }
            return FloatingDigits.areEqual(a, b, signedZero: hasSignedZero, tolerance: toleratedNumber)
        case .truth:
            guard let a = Truth.read(old), let b = Truth.read(new) else { return false }
            return a == b
        case .bytes, .opaque: return haveSameBytes(old, new)
        case .text: return text(old, of: .old) { a in text(new, of: .new) { b in haveSameBytes(a, b) } }
        case .uuid:
            guard let a = UUIDDigits(old, raw: isRaw(.old)), let b = UUIDDigits(new, raw: isRaw(.new)) else {
                return false
            }
            return a == b
        case .date:
            guard let a = date(old), let b = date(new) else { return false }
            return a == b
        case .time:
            guard let a = ClockTime.read(old), let b = ClockTime.read(new) else { return false }
            return abs(a - b) <= toleratedNanoseconds
        case .timestamp(let digits): return areStampsEqual(old, new, digits: digits)
        case .json:
            guard let a = CanonicalJSON.read(old, rewrites: rewrites), let b = CanonicalJSON.read(new) else {
                return false
            }
            return a == b
        }
    }

    private func areNumbersEqual(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> Bool {
        guard let a = DecimalDigits(old), let b = DecimalDigits(new) else { return false }
        if a.equals(b, shift: -pair.rule.minorUnits) { return true }
        guard !tolerance.isEmpty else { return false }
        return tolerance.withUnsafeBytes { text in
            DecimalDigits(text).map {
                DecimalDistance.isWithin(a, shift: -pair.rule.minorUnits, b, bound: $0)
            } ?? false
        }
    }

    /// The number that a cell holds, as the new side counts it.
    func floating(_ cell: UnsafeRawBufferPointer, of side: Side, single: Bool) -> Double? {
        guard let value = FloatingDigits.read(cell, single: single) else { return nil }
        guard side == .old, pair.rule.minorUnits != 0 else { return value }
        let counted = value / pow(10, Double(pair.rule.minorUnits))
        return single ? Double(Float(counted)) : counted
    }

    private var toleratedNumber: Double {
        tolerance.isEmpty ? 0 : NSDecimalNumber(decimal: pair.rule.tolerance).doubleValue
    }
    var toleratedNanoseconds: Int { tolerance.isEmpty ? 0 : Int(min(toleratedNumber * 1e9, 4e18).rounded()) }

    /// Text as the rule wants it: the old side's host names rewritten, case folded.
    func text<Result>(
        _ cell: UnsafeRawBufferPointer, of side: Side, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        let rewritten = side == .old ? rewrites?.applied(to: cell) : nil
        guard pair.rule.ignoresCase else { return rewritten.map { $0.withUnsafeBytes(body) } ?? body(cell) }
        let folded = rewritten.map { $0.withUnsafeBytes(TextForms.folded) } ?? TextForms.folded(cell)
        return folded.withUnsafeBytes(body)
    }

    func date(_ cell: UnsafeRawBufferPointer) -> CivilDate? {
        var at = 0
        guard let date = CivilDate(cell, at: &at) else { return nil }
        // A time stamp that is compared as a date says nothing of its hours.
        return at == cell.count || CivilStamp(cell) != nil ? date : nil
    }

    func isRaw(_ side: Side) -> Bool { families[side] == .binary }
}

private func hasRawUUID(_ families: Sides<ValueFamily>) -> Bool { families.old == .binary || families.new == .binary }

extension ComparedForm {
    var isStamp: Bool {
        if case .timestamp = self { return true }
        return false
    }

}

/// Whether one is the other with more zeros after the point: `12.50` and `12.5000`, the commonest way in which two
/// engines write one value. Where it says no, the values may still be equal.
private func differInZeros(_ a: UnsafeRawBufferPointer?, _ b: UnsafeRawBufferPointer?) -> Bool {
    guard let a, let b, a.count != b.count else { return false }
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    guard let first = short.baseAddress, let second = long.baseAddress, memcmp(first, second, short.count) == 0 else {
        return false
    }
    let point = UInt8(ascii: ".")
    var at = short.count
    if long[at] == point {
        at += 1
    } else if !short.contains(point) {
        return false
    }
    while at < long.count, long[at] == 48 { at += 1 }
    return at == long.count
}

/// Whether both are NULL or have the same bytes.
@inline(__always)
func haveSameBytes(_ a: UnsafeRawBufferPointer?, _ b: UnsafeRawBufferPointer?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    guard a.count == b.count else { return false }
    guard let first = a.baseAddress, let second = b.baseAddress else { return true }
    return memcmp(first, second, a.count) == 0
}
