/// Why two dates or time stamps differ.
enum StampCause {
    static func of(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) -> String? {
        guard let a = CivilStamp(old), let b = CivilStamp(new) else { return nil }
        guard let before = a.local, let after = b.local else { return "zero date" }
        if before.seconds == after.seconds {
            let isLost = (before.nanoseconds == 0) != (after.nanoseconds == 0)
            return isLost ? "fraction of the second lost" : nil
        }
        // Zones differ by quarters of an hour, and by 26 hours at the most.
        let shift = after.seconds - before.seconds
        guard before.nanoseconds == after.nanoseconds, shift % 900 == 0, abs(shift) <= 26 * 3_600 else { return nil }
        let minutes = abs(shift) / 60
        let fraction = minutes % 60 == 0 ? "" : ":" + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60)"
        // A whole day is a date of its own, not a zone.
        guard minutes != 24 * 60 else { return nil }
        return "time zone shift of \(shift < 0 ? "-" : "+")\(minutes / 60)\(fraction) h"
    }
}
