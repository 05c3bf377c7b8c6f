extension ReadingCode {
    /// What the code means.
    var page: RulePage {
        switch self {
        case .unreadable:
            RulePage(
                rawValue, .error, catches: "bytes that are not UTF-8 or not YAML, or that expand past a bound",
                why: "What cannot be read cannot be checked, and a guess at it would be somebody else's plan.",
                mend: "correct the text at the place that is named; an editor with a YAML language server shows it")
        case .unknownKey:
            RulePage(
                rawValue, .error, catches: "a key that the plan's language does not have",
                why: """
                    A mistyped key that is ignored is a safeguard that is not there, and nobody is told.
                    """,
                mend: "write the key that is suggested, or take it out")
        case .missingKey:
            RulePage(
                rawValue, .error, catches: "a part without a key that it must have",
                why: "Without it the part says nothing that could be carried out or checked.", mend: "add the key")
        case .wrongValue:
            RulePage(
                rawValue, .error, catches: "a value of the wrong kind, out of range, or that cannot be parsed",
                why: """
                    A time without an offset or a share of 250% means one thing to its writer and another to the \
                    program.
                    """,
                mend: "write a value of the kind that is asked for")
        case .duplicate:
            RulePage(
                rawValue, .error, catches: "two parts of one id, or one key twice",
                why: "Of two that go by one name, one would be left out, and not the one that you think.",
                mend: "give one of the two another id, or remove it")
        case .danglingReference:
            RulePage(
                rawValue, .error, catches: "a name that the plan does not declare",
                why: "A gate on a signal that does not exist never closes.",
                mend: "declare it, or name one that is declared")
        case .wrongFile:
            RulePage(
                rawValue, .error,
                catches: "a file that is missing, too large, no regular file or outside of the plan's folder",
                why: """
                    Plans are files that people exchange: one must not read what lies around on the machine of whoever \
                    checks it, nor fill its memory.
                    """,
                mend: "keep all files of a plan in one folder, and data out of them")
        case .evidence:
            RulePage(
                rawValue, .error,
                catches: "a file under `--evidence` that is no record, or was changed after it was written",
                why: """
                    Rules take records for what was really measured or drilled. A record's name holds a digest of what \
                    is in it, so one that was edited by hand shows.
                    """,
                mend: "measure again with the command that wrote it, and remove the file")
        }
    }
}
