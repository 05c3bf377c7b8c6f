extension StoreLoad {
    /// The lag, in seconds, of a replica that does not replicate: as far behind as one can be, never 0 and never
    /// nothing.
    public static let stopped = 1e9
}
