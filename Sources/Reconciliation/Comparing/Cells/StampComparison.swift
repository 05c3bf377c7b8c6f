extension ColumnComparison {
    /// Whether two time stamps mean the same moment, to the digits that both sides keep.
    ///
    /// A side that keeps fewer digits may have cut the others off or have rounded them; both are right. A local time
    /// that came twice in its zone means either moment.
    func areStampsEqual(_ old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer, digits: Int) -> Bool {
        guard let a = CivilStamp(old), let b = CivilStamp(new) else { return false }
        if a.partial != nil || b.partial != nil { return a.partial == b.partial }
        let (olds, news) = (moments(a, of: .old), moments(b, of: .new))
        return olds.contains { old in news.contains { areAlike(old, $0, digits: digits) } }
    }

    private func areAlike(_ old: CivilStamp.Moment, _ new: CivilStamp.Moment, digits: Int) -> Bool {
        if old == new { return true }
        let (fine, coarse) = self.digits.old >= self.digits.new ? (old, new) : (new, old)
        if self.digits.old != self.digits.new, fine.cut(to: digits) == coarse || fine.rounded(to: digits) == coarse {
            return true
        }
        let bound = toleratedNanoseconds
        guard bound > 0, abs(old.seconds - new.seconds) < 1 << 32 else { return false }
        return abs((old.seconds - new.seconds) * 1_000_000_000 + old.nanoseconds - new.nanoseconds) <= bound
    }

    private func moments(_ stamp: CivilStamp, of side: Side) -> [CivilStamp.Moment] {
        guard let local = stamp.local else { return [] }
        if let offset = stamp.offset { return [local.adding(-offset)] }
        return clocks[side].moments(of: local)
    }

    /// One moment for all that are equal as keys, with the digits that both sides keep, the others cut off.
    ///
    /// Where one side has local times of a zone that changes its clocks, keys are brought to that side's clocks: every
    /// moment has one local time, but not every local time one moment.
    func keyMoment(_ stamp: CivilStamp, of side: Side, digits: Int) -> CivilStamp.Moment? {
        guard let local = stamp.local?.cut(to: digits) else { return nil }
        let changing = Side.allCases.filter { clocks[$0].fixed == nil }
        let shown: CivilStamp.Moment
        if changing == [side], stamp.offset == nil {
            shown = local
        } else {
            let moment = stamp.offset.map { local.adding(-$0) } ?? clocks[side].moments(of: local)[0]
            return changing.count == 1 ? clocks[changing[0]].local(of: moment) : moment
        }
        // A local time that spring left out is shown by the clocks as one an hour later.
        let moments = clocks[side].moments(of: shown)
        return moments.count == 3 ? clocks[side].local(of: moments[1]) : shown
    }

    /// The other side's ways to write the moments that a stamp of `side` may mean.
    func spellings(_ stamp: CivilStamp, of side: Side) -> [[UInt8]] {
        let clock = clocks[side.other]
        return moments(stamp, of: side).map { CivilStamp.text(clock.local(of: $0), digits: digits[side.other]) }
    }
}
