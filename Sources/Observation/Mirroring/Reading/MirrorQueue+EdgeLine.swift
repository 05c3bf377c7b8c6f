public import AccessLogs

extension MirrorQueue {
    /// Offers a request as the edge logged it. What the edge answered itself and what testers asked is left out.
    ///
    /// The line names no host: `hosts` says which regional storefront a region is served by, and `agents` with which
    /// User-Agent a device is played. A region without a host is denied.
    ///
    /// - Parameters:
    ///   - bytes: the line that was read.
    ///   - hosts: by region, the part of the segment before the point: `EU`.
    ///   - agents: by device, the part behind it: `mobile`.
    public func offer(
        _ line: EdgeLine, in bytes: UnsafeRawBufferPointer, hosts: [String: String], agents: [String: String] = [:]
    ) {
        guard line.served != .edge, line.cohort != .tester else { return }
        let part = { (field: EdgeLine.Field) in
            UnsafeRawBufferPointer(rebasing: bytes[field.start..<field.start + field.count])
        }
        let segment = { () -> (region: String, device: String) in
            let text = String(decoding: part(line.segment), as: UTF8.self)
            let region = text.prefix { $0 != "." }
            return (String(region), String(text.dropFirst(region.count + 1)))
        }
        offer(
            method: part(line.method), path: part(line.path), host: hosts[segment().region],
            agent: agents[segment().device])
    }
}
