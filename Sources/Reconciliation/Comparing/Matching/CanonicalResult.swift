/// The bytes that a result's digest is taken over: first ``opening(_:)``, then ``bytes(of:)`` of every difference in key
/// order. Equal bytes for equal mappings and differences, whatever order fields or settings were written in.
public enum CanonicalResult {
    public static func opening(_ mapping: TableMapping) -> [UInt8] { Array(mapping.name.utf8) }
    public static func bytes(of difference: Difference) -> [UInt8] { Array(difference.table.utf8) }
}
