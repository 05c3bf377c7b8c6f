import Foundation
import Subprocess
import Synchronization

/// One run of a program of this machine (the SSH client too): its three streams, its limits, and its end.
struct ChildRun: Sendable {
    let words: [String]
    let prologue: Prologue
    let host: String
    let command: String
    let redaction: Redaction
    let input: HostInput
    let output: @Sendable ([UInt8]) async throws(RelocationError) -> Void
    let within: Duration?
    /// Ends the command on the other machine, by its process id there.
    let endThere: @Sendable (Int32) async -> Void

    struct Ended: Sendable {
        var status: Int32
        var errors: String
        var command: String
        /// The shell on the host has begun with the command.
        var hasBegun: Bool
    }

    private enum Part {
        case output
        case input
        case patience
        case stop
    }

    /// A program that ends before it has read its input must not end this one.
    private static let outlivesChildren: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    func perform() async throws(RelocationError) -> Ended {
        _ = Self.outlivesChildren
        let (stops, bell) = AsyncStream.makeStream(of: RelocationError.self)
        // Apart from the caller's task: cancelling must end the command before its input is seen to end.
        let work = Task { () -> Result<Ended, RelocationError> in
            do throws(RelocationError) { return .success(try await child(stops)) } catch { return .failure(error) }
        }
        let clock = within.map { limit in
            Task {
                if (try? await Task.sleep(for: limit)) != nil {
                    bell.yield(.tooSlow(host: host, command: command, limit: limit))
                }
            }
        }
        defer { clock?.cancel() }
        let result = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            bell.yield(.cancelled)
        }
        return try result.get()
    }

    private func child(_ stops: AsyncStream<RelocationError>) async throws(RelocationError) -> Ended {
        let listening = Listening(mark: prologue.mark)
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
        ]
        do {
            let result = try await Subprocess.run(
                .name(words[0]), arguments: Arguments(Array(words.dropFirst())), platformOptions: options,
                input: .inputWriter, output: .sequence, error: .sequence
            ) { execution in
                do {
                    try await withThrowingTaskGroup(of: Part.self) { group in
                        group.addTask {
                            for try await buffer in execution.standardOutput {
                                try await output(buffer.withUnsafeBytes { Array($0) })
                            }
                            return .output
                        }
                        group.addTask {
                            for try await buffer in execution.standardError {
                                listening.hear(buffer.withUnsafeBytes { Array($0) })
                            }
                            listening.end()
                            return .output
                        }
                        group.addTask {
                            guard await listening.begin() else { return .input }
                            if try await !write(execution.standardInputWriter) { listening.noteCutShort() }
                            return .input
                        }
                        group.addTask {
                            for await reason in stops { throw reason }
                            return .stop
                        }
                        var outputs = 2
                        var isWriting = true
                        while outputs > 0 || isWriting, let part = try await group.next() {
                            switch part {
                            case .output: outputs -= 1
                            case .input: isWriting = false
                            case .patience:
                                listening.noteCutShort()
                                isWriting = false
                            case .stop: break
                            }
                            guard outputs == 0, isWriting else { continue }
                            if input.isConversation { break }
                            // It has ended; whoever writes to it will notice, unless there is nothing to write yet.
                            group.addTask {
                                try? await Task.sleep(for: .seconds(5))
                                return .patience
                            }
                        }
                        group.cancelAll()
                    }
                } catch {
                    if let process = listening.process { await endThere(process) }
                    await execution.teardown(using: options.teardownSequence)
                    throw error
                }
            }
            let status: Int32 =
                switch result.terminationStatus {
                case .exited(let code): code
                case .signaled(let number): 128 + number
                }
            if listening.isCutShort, status == 0 { throw RelocationError.inputNotTaken(host: host, command: command) }
            return Ended(
                status: status, errors: redaction(listening.text), command: command,
                hasBegun: listening.process != nil)
        } catch let error as RelocationError {
            throw error
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw .toolMissing(host: "this machine", tool: words[0], mend: "install it")
        } catch {
            throw .lost(host: host, command: command, why: redaction("\(error)"))
        }
    }

    /// False when the command read no more before everything was written.
    private func write(_ writer: StandardInputWriter) async throws(RelocationError) -> Bool {
        let sink = HostWriter { bytes throws(RelocationError) in
            let written = try? await writer.write(bytes)
            if written != bytes.count { throw .inputNotTaken(host: host, command: command) }
        }
        do throws(RelocationError) {
            try await sink.write(prologue.head)
            switch input {
            case .none: break
            case .bytes(let bytes): try await sink.write(bytes)
            case .writing(let source), .conversing(let source): try await source(sink)
            }
        } catch .inputNotTaken(host, command) {
            return input.isConversation
        }
        try? await writer.finish()
        return true
    }
}

/// What was heard of a command: on standard error the line with the process id, and the end of the rest.
private final class Listening: Sendable {
    private struct Heard {
        var bytes: [UInt8] = []
        var process: Int32?
        var isCutShort = false
    }

    private let heard = Mutex(Heard())
    private let mark: [UInt8]
    private let signs: AsyncStream<Void>
    private let sign: AsyncStream<Void>.Continuation

    init(mark: String) {
        self.mark = Array(mark.utf8)
        (signs, sign) = AsyncStream.makeStream(of: Void.self)
    }

    /// Waits until the host's shell waits for its first line: only then may anything be written, so that no command
    /// begins whose process is not known here. False when it ended before.
    func begin() async -> Bool {
        for await _ in signs { return true }
        return false
    }

    func end() { sign.finish() }

    private static let limit = 64 << 10

    var process: Int32? { heard.withLock { $0.process } }
    var text: String { heard.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

    /// It stopped reading before everything was written to it.
    var isCutShort: Bool { heard.withLock { $0.isCutShort } }
    func noteCutShort() { heard.withLock { $0.isCutShort = true } }

    func hear(_ more: [UInt8]) {
        heard.withLock { heard in
            heard.bytes += more
            if heard.process == nil { takeMark(&heard) }
            if heard.bytes.count > 2 * Self.limit { heard.bytes.removeFirst(heard.bytes.count - Self.limit) }
        }
    }

    private func takeMark(_ heard: inout Heard) {
        let lines = heard.bytes.split(separator: 10, omittingEmptySubsequences: false)
        // The last one may go on.
        guard let line = lines.dropLast().first(where: { $0.starts(with: mark) }) else { return }
        sign.yield()
        heard.process = Int32(String(decoding: line.dropFirst(mark.count + 1), as: UTF8.self))
        // What stands before is the client's or the account's greeting, not the command's.
        heard.bytes.removeSubrange(...line.endIndex)
    }
}
