import Conducting
import Planning

/// The board for people.
enum DecommissionText {
    static func of(_ board: DecommissionBoard, _ rows: [DecommissionBoard.Row]) -> String {
        var text = Terminal.strong("servers: \(board.total) → \(board.left)") + "   (seen \(board.at.seconds))\n"
        for row in rows {
            text += "\n\(Terminal.strong(row.host))  \(phase(row))\n"
            for item in row.items {
                let mark = item.state.isMet ? Terminal.good("ok      ") : Terminal.alarm(padded(item.state.word))
                text += "  \(mark)  \(item.name): \(item.state.why)\n"
                if let mend = item.state.mend { text += "            \(Terminal.faint("mend: \(mend)"))\n" }
            }
        }
        return text
    }

    private static func phase(_ row: DecommissionBoard.Row) -> String {
        switch row.phase {
        case .runs: "runs, lacks \(row.items.count) → \(row.lacking.count)"
        case .off(let since, let wipe):
            "off since \(since.seconds)"
                + (wipe.map { ", to be wiped from \($0.seconds)" } ?? ", never to be wiped by the plan")
        case .wiped(let at): "wiped at \(at.seconds)"
        }
    }

    private static func padded(_ word: String) -> String {
        word + String(repeating: " ", count: max(0, 8 - word.count))
    }
}

/// The board for programs.
struct DecommissionTold: Encodable {
    struct Host: Encodable {
        struct Item: Encodable {
            let name: String
            let state: String
            let why: String
            let mend: String?
        }

        let host: String
        let phase: String
        let since: String?
        let wipeFrom: String?
        let lacking: Int
        let items: [Item]
    }

    let seen: String
    let servers: Int
    let left: Int
    let hosts: [Host]

    init(_ board: DecommissionBoard, _ rows: [DecommissionBoard.Row]) {
        (seen, servers, left) = (board.at.seconds, board.total, board.left)
        hosts = rows.map { row in
            let (phase, since, from): (String, String?, String?) =
                switch row.phase {
                case .runs: ("runs", nil, nil)
                case .off(let since, let wipe): ("off", since.seconds, wipe?.seconds)
                case .wiped(let at): ("wiped", at.seconds, nil)
                }
            return Host(
                host: row.host, phase: phase, since: since, wipeFrom: from, lacking: row.lacking.count,
                items: row.items.map { item in
                    let word =
                        switch item.state {
                        case .met: "met"
                        case .lacking: "lacking"
                        case .unseen: "not-seen"
                        }
                    return Host.Item(name: item.name, state: word, why: item.state.why, mend: item.state.mend)
                })
        }
    }
}
