import Foundation
import Glibc

/// CPU seconds, user and system together.
enum CPUTime {
    static var own: Double { seconds(of: __rusage_who_t(RUSAGE_SELF.rawValue)) }
    /// Of children that have ended and were waited for.
    static var children: Double { seconds(of: __rusage_who_t(RUSAGE_CHILDREN.rawValue)) }

    private static func seconds(of who: __rusage_who_t) -> Double {
        var usage = rusage()
        getrusage(who, &usage)
        func value(_ t: timeval) -> Double { Double(t.tv_sec) + Double(t.tv_usec) / 1e6 }
        return value(usage.ru_utime) + value(usage.ru_stime)
    }

    /// Resident memory of this process in bytes.
    static var resident: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
