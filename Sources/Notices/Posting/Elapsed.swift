extension ContinuousClock.Instant {
    /// ms from this moment until now.
    var elapsed: Int {
        let (seconds, attoseconds) = duration(to: .now).components
        return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
