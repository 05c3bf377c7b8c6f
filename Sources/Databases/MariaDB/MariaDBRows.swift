import CMariaDB
import Foundation

/// The rows of one answer, read packet by packet from the connection.
///
/// Each row's packet becomes a row of the batch directly, without the pointers, lengths and zero bytes that
/// `mysql_fetch_row` writes for every cell. The text protocol and not the binary one: over a million rows of 220 bytes
/// server and client together need 0.67 s of processor time for text and 0.63 s for binary, to which turning its numbers
/// and dates into text would be added. The packet's form is that of
/// https://mariadb.com/kb/en/result-set-packets/#text-resultset-row.
final class MariaDBRows {
    let columns: Int
    private let line: MariaDBLine
    let result: UnsafeMutablePointer<MYSQL_RES>
    /// The length of the packet that is next, of which the last batch had no more room.
    private var kept: Int?
    private var isOver = false

    /// After `MariaDBLine.begin` said that rows follow.
    init(_ line: MariaDBLine) throws(DatabaseError) {
        guard let result = mysql_use_result(line.handle) else { throw line.trouble() }
        self.line = line
        self.result = result
        columns = Int(mysql_num_fields(result))
    }

    deinit {
        // Without its connection, freeing does not read the rest, which may be long: who stops early drops the
        // connection.
        result.pointee.handle = nil
        mysql_free_result(result)
    }

    /// About `size` bytes of rows, at least one row; nil after the last.
    func nextBatch(of size: Int) throws(DatabaseError) -> RowBatch? {
        guard !isOver, var length = try packet() else { return nil }
        let capacity = max(size, length + 4 * columns)
        let batch = try RowBatch(columns: columns, capacity: capacity) {
            (buffer, starts: inout [Int]) throws(DatabaseError) in
            guard let base = buffer.baseAddress else { return }
            var used = 0
            starts.reserveCapacity(capacity / max(length, 32) + 2)
            while true {
                // Every cell has at least one byte in the packet and at most four more in the batch.
                guard used + length + 4 * columns <= capacity else {
                    kept = length
                    return
                }
                guard let end = write(length, to: base + used) else {
                    throw .lost(line.server, why: "a row does not read as the protocol says")
                }
                used = end - base
                starts.append(used)
                guard let next = try packet() else { return }
                length = next
            }
        }
        return batch
    }

    /// The length of the next row's packet, which then stands at the connection's reading position; nil after the last.
    private func packet() throws(DatabaseError) -> Int? {
        if let kept {
            self.kept = nil
            return kept
        }
        let length = mysql_net_read_packet(line.handle)
        // The library's mark for an error.
        guard length != UInt.max && length != UInt(UInt32.max) else {
            isOver = true
            line.handle.pointee.status = MYSQL_STATUS_READY
            throw line.trouble()
        }
        guard let start = line.handle.pointee.net.read_pos else {
            throw .lost(line.server, why: "an answer has no bytes")
        }
        if length < 9 && start[0] == 0xfe {
            isOver = true
            line.handle.pointee.status = MYSQL_STATUS_READY
            if length >= 5 {
                line.handle.pointee.server_status = UInt32(start[3]) | UInt32(start[4]) << 8
            }
            return nil
        }
        return Int(length)
    }

    /// Writes the row of the packet that is being read.
    ///
    /// - Returns: where it ends; nil where the packet is not well formed.
    private func write(_ length: Int, to start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        var from = UnsafeRawPointer(line.handle.pointee.net.read_pos!)
        let end = from + length
        var to = start
        for _ in 0..<columns {
            guard from < end else { return nil }
            let first = from.load(as: UInt8.self)
            var size = Int(first)
            if first < 0xfb {
                from += 1
            } else if first == 0xfb {
                from += 1
                to.storeBytes(of: RowBatch.null, as: UInt32.self)
                to += 4
                continue
            } else {
                let width = first == 0xfc ? 2 : first == 0xfd ? 3 : 8
                guard from + 1 + width <= end else { return nil }
                size = 0
                for place in (1...width).reversed() {
                    size = size << 8 | Int(from.load(fromByteOffset: place, as: UInt8.self))
                }
                from += 1 + width
            }
            guard size <= end - from else { return nil }
            to.storeBytes(of: UInt32(truncatingIfNeeded: size).littleEndian, as: UInt32.self)
            memcpy(to + 4, from, size)
            to += 4 + size
            from += size
        }
        return to
    }
}
