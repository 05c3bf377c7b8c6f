import Hummingbird

/// Server-sent events: every part of the page at first, then those that changed.
///
/// An event's data is the part's id, a line feed, and its HTML. A comment goes out where nothing changed, so that a
/// reader who left is noticed.
struct EventStream: Sendable {
    let interval: Duration
    let view: @Sendable () async -> RunView

    var body: ResponseBody {
        ResponseBody { [interval, view] writer in
            var sent: [String: String] = [:]
            while !Task.isCancelled {
                let page = ConsolePage(view: await view())
                var text = ""
                for part in ConsoleTemplates.parts {
                    let html = page.html(of: part)
                    guard sent[part] != html else { continue }
                    sent[part] = html
                    text += Self.event(part, html)
                }
                try await writer.write(ByteBuffer(string: text.isEmpty ? ": nothing new\n\n" : text))
                try await Task.sleep(for: interval)
            }
            try await writer.finish(nil)
        }
    }

    private static func event(_ part: String, _ html: String) -> String {
        let lines = "\(part)\n\(html)".split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.map { "data: \($0)\n" }.joined() + "\n"
    }
}
