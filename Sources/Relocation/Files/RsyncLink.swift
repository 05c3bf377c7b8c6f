import Synchronization

/// Runs `rsync` on one host against `rsync` on another, with the bytes between them going through this machine: neither
/// host reaches the other, neither holds a key to the other, and nothing is laid down in between.
///
/// `rsync` starts what it takes for a remote shell. Here that is a few words of shell that first tell which server command
/// `rsync` wants, and from then on join it to the connection of the host it runs on.
struct RsyncLink: Sendable {
    let from: Host
    let to: Host
    /// Options and paths of `rsync`, with the target as `peer:/path`.
    let words: [String]
    let within: Duration
    /// Bytes that went to the target so far.
    let sent: @Sendable (Int) -> Void

    /// When the server says no more, the other way is closed too, so that `rsync` notices.
    private static let shell =
        #"sh -c 'shift; printf "%s\0" "$@" >&4; printf "\0" >&4; exec 5<&0; cat <&5 >&4 & "#
        + #"exec 4>&- 5<&- </dev/null; cat <&3; kill $! 2>/dev/null; wait' sh"#

    func run() async throws(RelocationError) -> (from: HostReply, to: HostReply) {
        let there = ByteLine()
        let back = ByteLine()
        let (wanted, want) = AsyncStream.makeStream(of: [String].self)
        let result = await withTaskGroup(of: Ended.self) { group -> Result<(HostReply, HostReply), RelocationError> in
            group.addTask {
                let ended = await source(there, back, want)
                want.finish()
                await there.close()
                return ended
            }
            group.addTask {
                for await command in wanted {
                    let ended = await target(command, there, back)
                    await back.close()
                    return ended
                }
                return .target(nil)
            }
            var replies: (from: HostReply?, to: HostReply?)
            var trouble: RelocationError?
            for await ended in group {
                switch ended {
                case .source(let reply): replies.from = reply
                case .target(let reply): replies.to = reply
                case .failed(let error):
                    // The first one is the cause; the other side then ends because of it.
                    if trouble == nil || error.says(moreThan: trouble) { trouble = error }
                    await there.close()
                    await back.close()
                    group.cancelAll()
                }
            }
            if let trouble { return .failure(trouble) }
            guard let source = replies.from else { return .failure(.cancelled) }
            return .success((source, replies.to ?? source))
        }
        return try result.get()
    }

    private enum Ended: Sendable {
        case source(HostReply)
        case target(HostReply?)
        case failed(RelocationError)
    }

    private func source(
        _ there: ByteLine, _ back: ByteLine, _ want: AsyncStream<[String]>.Continuation
    ) async -> Ended {
        let heading = Heading()
        let script = #"exec rsync --rsh="$0" "$@" 3<&0 4>&1 </dev/null >&2"#
        do throws(RelocationError) {
            let reply = try await from.stream(
                ["sh", "-c", script, Self.shell] + words,
                input: .conversing { writer throws(RelocationError) in
                    while let chunks = await back.next() { for chunk in chunks { try await writer.write(chunk) } }
                }, within: within
            ) { bytes throws(RelocationError) in
                let (command, rest) = heading.take(bytes)
                if let command { want.yield(command) }
                if !rest.isEmpty {
                    sent(rest.count)
                    _ = await there.send(rest)
                }
            }
            return .source(reply)
        } catch {
            // What it was not told any more, the other side has said.
            return .failed(error)
        }
    }

    private func target(_ command: [String], _ there: ByteLine, _ back: ByteLine) async -> Ended {
        do throws(RelocationError) {
            guard command.first == "rsync", command.dropFirst().first == "--server" else {
                throw .unreadable(
                    what: "what rsync wants to run", place: "\(from)", why: "it is no `rsync --server` but '\(command)'"
                )
            }
            let reply = try await to.stream(
                command,
                input: .conversing { writer throws(RelocationError) in
                    while let chunks = await there.next() { for chunk in chunks { try await writer.write(chunk) } }
                }, within: within
            ) { bytes throws(RelocationError) in
                _ = await back.send(bytes)
            }
            return .target(reply)
        } catch {
            return .failed(error)
        }
    }
}

extension RelocationError {
    fileprivate func says(moreThan other: RelocationError?) -> Bool {
        switch other {
        case .cancelled?, .inputNotTaken?: true
        default: false
        }
    }
}

/// The words before the stream: each ended by a NUL, one more NUL at the end.
private final class Heading: Sendable {
    private let kept = Mutex<[UInt8]?>([])

    /// The command, once, and the bytes after it.
    func take(_ bytes: [UInt8]) -> ([String]?, [UInt8]) {
        kept.withLock { kept in
            guard var all = kept else { return (nil, bytes) }
            all += bytes
            guard let end = all.indices.dropFirst().first(where: { all[$0] == 0 && all[$0 - 1] == 0 }) else {
                kept = all
                return (nil, [])
            }
            kept = nil
            let words = all[..<(end - 1)].split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return (words, Array(all[(end + 1)...]))
        }
    }
}
