package import AccessLogs

/// Takes a share of the reads that the edge logs of one unit, to be made again on both sides.
public struct MirrorTap: Sendable {
    public let queue: MirrorQueue
    /// The hosts that are asked for, in turn: the edge's log does not say which one a shopper asked for.
    private let hosts: [String]
    /// The flow steps whose reads are repeated; all where it is empty.
    private let steps: [[UInt8]]

    public init(queue: MirrorQueue, hosts: [String], steps: [String]) {
        self.queue = queue
        self.hosts = hosts
        self.steps = steps.map { Array($0.utf8) }
    }

    package func offer(_ line: EdgeLine, _ bytes: UnsafeRawBufferPointer) {
        let step = bytes[line.step.start..<line.step.start + line.step.count]
        guard steps.isEmpty || steps.contains(where: { $0.elementsEqual(step) }) else { return }
        let (method, path) = (line.method, line.path)
        queue.offer(
            method: UnsafeRawBufferPointer(rebasing: bytes[method.start..<method.start + method.count]),
            path: UnsafeRawBufferPointer(rebasing: bytes[path.start..<path.start + path.count]),
            host: hosts.isEmpty ? nil : hosts[Int(truncatingIfNeeded: line.visitor >> 8 & 0xFFFF) % hosts.count])
    }
}
