import Relocation

/// Foundation has a `Host` too; a name of this module goes before both.
typealias Host = Relocation.Host
/// And a `Progress`.
typealias Progress = Relocation.Progress

/// Runs a program whose failure means nothing, such as one that tidies up.
func attempt(_ words: [String]) { _ = try? command(words) }
