extension Finding {
    /// `::error file=plan.yaml,line=3,col=5,title=AUT005::message`, which GitHub's runner shows beside the line.
    ///
    /// The runner ends values at commas and colons and a command at the line's end, so these are written as the percent
    /// codes that its documentation of workflow commands names.
    var workflowCommand: String {
        let values = [
            ("file", position.file), ("line", "\(position.line)"), ("col", "\(position.column)"), ("title", code),
        ]
        let named = values.map { "\($0)=\(Self.escaped($1, also: [":": "%3A", ",": "%2C"]))" }
        return "::\(severity.rawValue) \(named.joined(separator: ","))::\(Self.escaped("\(message)\nmend: \(mend)"))"
    }

    private static func escaped(_ text: String, also more: [Unicode.Scalar: String] = [:]) -> String {
        text.unicodeScalars.reduce(into: "") { written, scalar in
            switch scalar {
            case "%": written += "%25"
            case "\r": written += "%0D"
            case "\n": written += "%0A"
            default: written += more[scalar] ?? String(scalar)
            }
        }
    }
}
