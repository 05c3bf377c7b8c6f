/// What a database column can hold, read from its type as the database writes it, to tell whether every value of one
/// type has room in another. Pure; sizes are those of MariaDB and PostgreSQL.
///
///     FieldType.fit(of: "varchar(80)", in: "varchar(40)")  // .partial("texts longer than 40")
///
/// Where the two differ under one name the smaller size is meant: `text` holds 65,535 characters, `datetime` whole
/// seconds. A `decimal` without its size is not known.
package struct FieldType: Sendable, Hashable {
    /// The sort of value.
    package enum Values: Sendable, Hashable {
        /// At most so many characters; nil for any number.
        case text(limit: Int?)
        /// At most so many bytes; nil for any number.
        case bytes(limit: Int?)
        /// Whole numbers between two, both included.
        case integer(ClosedRange<Int128>)
        /// Numbers with so many digits before the point and so many after it.
        case decimal(whole: Int, fraction: Int, signed: Bool)
        /// Numbers with so many bits of precision.
        case floating(bits: Int)
        case enumeration([String])
        case date
        case time(fraction: Int)
        /// A date with a time, with so many decimals of a second.
        case moment(fraction: Int, range: Moments)
        case json
        case uuid
    }

    /// Which moments there are.
    package enum Moments: Sendable, Hashable {
        /// Those that MariaDB's `timestamp` knows: 1970 to 2038.
        case epoch
        case any
    }

    package let values: Values
    package let holdsNull: Bool

    /// Whether every value of one type has room in another.
    package enum Fit: Sendable, Hashable {
        case whole
        /// What has no room, in words.
        case partial(String)
        /// The type that is not known.
        case unknown(String)
    }

    /// Whether every value that `new` can hold has room in `old`; both as a database writes them.
    package static func fit(of new: String, in old: String) -> Fit {
        let (from, to) = (FieldTypeText(new), FieldTypeText(old))
        if from == to { return .whole }
        guard let given = FieldType(from) else { return .unknown(new) }
        guard let room = FieldType(to) else { return .unknown(old) }
        if given.holdsNull, !room.holdsNull { return .partial("null") }
        return room.values.lack(of: given.values).map(Fit.partial) ?? .whole
    }
}

extension FieldType.Values {
    /// What of the values of `given` has no room here, in words; nil when all of it has.
    func lack(of given: FieldType.Values) -> String? {
        switch self {
        case .text(let limit): Self.overflow(given.length, limit, "texts", given)
        case .bytes(let limit): bytesLack(of: given, limit)
        case .integer, .decimal, .floating: numbersLack(of: given)
        case .enumeration(let names):
            if case .enumeration(let others) = given {
                Self.listed(others.filter { !names.contains($0) })
            } else {
                "anything but its names"
            }
        case .date: given == .date ? nil : "a time of day"
        case .time(let fraction):
            if case .time(let other) = given {
                other > fraction ? "\(other) decimals of a second" : nil
            } else {
                "anything but a time of day"
            }
        case .moment(let fraction, let range): Self.momentLack(of: given, fraction, range)
        case .json: given == .json ? nil : "what is not JSON"
        case .uuid: given == .uuid ? nil : "what is no UUID"
        }
    }

    /// The most characters it takes to write a value; `.max` when there is no limit, nil when a text is no way to keep
    /// it.
    private var length: Int? {
        switch self {
        case .text(let limit): limit ?? .max
        case .bytes: nil
        case .integer(let range): max("\(range.lowerBound)".count, "\(range.upperBound)".count)
        case .decimal(let whole, let fraction, let signed):
            max(whole, 1) + (fraction > 0 ? fraction + 1 : 0) + (signed ? 1 : 0)
        case .floating: 24
        case .enumeration(let names): names.map(\.count).max() ?? 0
        case .date: 10
        case .time(let fraction): 10 + (fraction > 0 ? fraction + 1 : 0)
        // With a zone, as `2026-11-21 09:30:00+01:00`.
        case .moment(let fraction, _): 25 + (fraction > 0 ? fraction + 1 : 0)
        case .json: .max
        case .uuid: 36
        }
    }

    private static func overflow(_ length: Int?, _ limit: Int?, _ what: String, _ given: Self) -> String? {
        guard let length else { return "bytes that are no text" }
        guard let limit, length > limit else { return nil }
        return "\(what) longer than \(limit)"
    }

    private func bytesLack(of given: Self, _ limit: Int?) -> String? {
        guard case .bytes(let other) = given else { return "what is no bytes" }
        return Self.overflow(other ?? .max, limit, "values", given)
    }

    private static func listed(_ names: [String]) -> String? {
        names.isEmpty ? nil : names.map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func momentLack(of given: Self, _ fraction: Int, _ range: FieldType.Moments) -> String? {
        switch given {
        case .date: range == .any ? nil : "dates before 1970 or after 2038"
        case .moment(let other, let moments):
            if range == .epoch, moments == .any {
                "moments before 1970 or after 2038"
            } else {
                other > fraction ? "\(other) decimals of a second" : nil
            }
        default: "anything but a moment"
        }
    }
}
