/// How a database of the plan is copied.
package struct CopyTerms: Sendable {
    /// Tables dumped and loaded at a time.
    package var lanes: Int
    /// Tables outside of a snapshot are locked while they are dumped.
    package var locksOutsiders: Bool
    /// An earlier copy is thrown away.
    package var replacesEarlier: Bool

    package init(lanes: Int = 4, locksOutsiders: Bool = false, replacesEarlier: Bool = false) {
        (self.lanes, self.locksOutsiders, self.replacesEarlier) = (lanes, locksOutsiders, replacesEarlier)
    }
}
