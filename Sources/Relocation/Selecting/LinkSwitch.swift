/// A symbolic link on a host that leads its web server to one database or another.
///
/// It is changed by renaming another link over it: a request finds the one or the other, never none. Programs that
/// remember where a path led must read the link itself: each process of PHP does for two minutes, whatever it opens, so
/// a site opens `dirname($link) . '/' . readlink($link)`. One that does not works on with the old database's account,
/// which the fence has locked: it fails, and loses nothing.
public struct LinkSwitch: Sendable {
    public let host: Host
    public let link: String

    public init(_ link: String, on host: Host) { (self.link, self.host) = (link, host) }

    private static let missing: Int32 = 65
    private static let noLink: Int32 = 66
    private static let noTarget: Int32 = 67

    /// Where it leads now.
    /// - Parameter targets: files that it may be led to, which must be there and readable.
    public func read(targets: [String] = []) async throws(RelocationError) -> String {
        let script = """
            link=$1; shift
            if [ ! -L "$link" ]; then [ -e "$link" ] && exit 66; exit 65; fi
            for target in "$@"; do
                (cd -- "$(dirname -- "$link")" && [ -r "$target" ]) || { printf '%s' "$target"; exit 67; }
            done
            readlink -- "$link"
            """
        return try text(try await host.run(["sh", "-c", script, "sh", link] + targets, within: .seconds(20)))
    }

    /// Leads it to `target`, durably, and reads it back. What leads there already is left alone.
    public func lead(to target: String) async throws(RelocationError) {
        let script = """
            link=$1 target=$2
            if [ ! -L "$link" ]; then [ -e "$link" ] && exit 66; exit 65; fi
            folder=$(dirname -- "$link")
            if [ "$(readlink -- "$link")" != "$target" ]; then
                (cd -- "$folder" && [ -r "$target" ]) || { printf '%s' "$target"; exit 67; }
                draft="$link.sluice-$$"
                ln -s -- "$target" "$draft" && mv -fT -- "$draft" "$link" || { rm -f -- "$draft"; exit 1; }
                sync -- "$folder" 2>/dev/null
            fi
            readlink -- "$link"
            """
        let found = try text(try await host.run(["sh", "-c", script, "sh", link, target], within: .seconds(20)))
        guard found == target else { throw obstacle("it leads to `\(found)` after it was led to `\(target)`") }
    }

    private func text(_ reply: HostReply) throws(RelocationError) -> String {
        switch reply.status {
        case Self.missing: throw obstacle("there is none")
        case Self.noLink: throw obstacle("a file or a folder stands there, no link")
        case Self.noTarget: throw obstacle("`\(reply.text)`, which it shall lead to, is not there or cannot be read")
        default: break
        }
        var text = try reply.succeeded().text
        if text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    private func obstacle(_ why: String) -> RelocationError {
        .obstacles(step: "switching the link \(link) on \(host)", lines: [why])
    }
}
