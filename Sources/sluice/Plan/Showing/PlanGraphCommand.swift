import ArgumentParser
import Planning
import Reporting

struct PlanGraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Draw the systems, the stages, or who writes what.",
        discussion: """
            Examples:
              sluice plan graph plan.yaml
              sluice plan graph plan.yaml --of authority --format svg > authority.svg
              sluice plan graph plan.yaml --of stages --evidence records --format dot | dot -Tpdf > stages.pdf
            """)

    enum Format: String, FormatOption {
        case mermaid, dot, svg
    }

    enum Subject: String, FormatOption {
        case systems, stages, authority

        var graph: PlanGraph.Subject {
            switch self {
            case .systems: .systems
            case .stages: .stages
            case .authority: .authority
            }
        }
    }

    @OptionGroup var source: PlanSource

    @OptionGroup var judgement: PlanJudgement

    @Option(name: .customLong("of"), help: "systems, stages or authority.")
    var subject = Subject.systems

    @Option(help: "mermaid, dot or svg.")
    var format = Format.mermaid

    func run() throws {
        let records = try judgement.records()
        let check = Check(try source.read(), at: judgement.at ?? .now, records: records)
        let graph = PlanGraph(subject.graph, of: check)
        switch format {
        case .mermaid: Terminal.write(GraphMermaid.text(graph))
        case .dot: Terminal.write(GraphDOT.text(graph))
        case .svg: Terminal.write(GraphPicture(graph).file())
        }
    }
}
