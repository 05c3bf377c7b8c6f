/// The few lines of shell that run before a command: they tell their process id, wait for a first line, take the secrets
/// from standard input line by line, and then become the command, which reads on from there. Neither a process list nor a log of the host's shell
/// sees more than the secrets' names.
struct Prologue: Sendable {
    /// Unguessable, so that the line with the process id is not mistaken.
    let mark: String
    let words: [String]
    /// What goes before the command's own input.
    let head: [UInt8]

    private let script: String

    /// - Throws: ``RelocationError/secret(name:why:)``, ``RelocationError/unusable(what:found:expected:)``
    init(_ command: [String], secrets: [String: String]) throws(RelocationError) {
        guard let first = command.first, !first.isEmpty else {
            throw .unusable(what: "a command", found: "empty", expected: "a program and its arguments")
        }
        for word in command where word.utf8.contains(0) {
            throw .unusable(what: "an argument of `\(first)`", found: "text with a NUL", expected: "text without one")
        }
        mark = "sluice-" + String(UInt64.random(in: .min ... .max), radix: 36)
        // The C locale keeps answers in English; daemons' folders hold `nginx`, `ss` and others.
        var script = """
            LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
            export LC_ALL PATH
            echo '\(mark)' $$ >&2
            IFS= read -r sluice_0 || exit 97

            """
        var head = "go\n"
        for (name, secret) in secrets.sorted(by: { $0.key < $1.key }) {
            try Self.check(name, secret)
            let lines = secret.split(separator: "\n", omittingEmptySubsequences: false)
            for number in lines.indices { script += "IFS= read -r sluice_\(number) || exit 97\n" }
            script += "\(name)=\"" + lines.indices.map { "$sluice_\($0)" }.joined(separator: "\n") + "\"\n"
            script += "export \(name)\n"
            head += lines.joined(separator: "\n") + "\n"
        }
        script += "exec \"$@\""
        self.script = script
        self.head = Array(head.utf8)
        words = command
    }

    /// Program and arguments for this machine.
    var local: [String] { ["sh", "-c", script, "sluice"] + words }

    /// One line for the shell of an account on another machine.
    var remote: String { "exec " + ShellWords.joined(local) }

    private static func check(_ name: String, _ secret: String) throws(RelocationError) {
        let isName = !name.isEmpty && !name.utf8.first!.isDigit && name.utf8.allSatisfy { $0.isDigit || $0.isLetter }
        guard isName else { throw .secret(name: name, why: "its name is not one of letters, digits and _") }
        if secret.utf8.contains(0) { throw .secret(name: name, why: "it holds a NUL, which no environment can") }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (48...57).contains(self) }
    fileprivate var isLetter: Bool { (65...90).contains(self) || (97...122).contains(self) || self == 95 }
}
