import Yams
public enum WayBack: String, Sendable, Hashable, Codable, Comparable { case r0 = "R0", r1 = "R1", r2 = "R2", r3 = "R3", r4 = "R4"
 public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue } }
