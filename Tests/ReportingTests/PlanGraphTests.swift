import Foundation
import Planning
import Reporting
import Testing

@Suite struct PlanGraphTests {
    @Test func systemsAsMermaid() throws {
        #expect(
            GraphMermaid.text(PlanGraph(.systems, of: try PlanCases.sample())) == """
                ---
                title: "Systems of regional storefront and what is carried between them"
                ---
                flowchart LR
                  subgraph c0["Old side"]
                    n0["shop-old<br>storefront, keeps carts, orders"]:::old
                  end
                  subgraph c1["Shared by both"]
                    n1["stock<br>erp, keeps stock"]:::shared
                    n2["edge<br>edge"]:::shared
                  end
                  subgraph c2["New side"]
                    n3["shop-new<br>storefront"]:::new
                  end
                  n0 <-->|"old-stock: stock, both ways between shop-old and stock, by http"| n1
                  n3 <-->|"new-stock: stock, both ways between shop-new and stock, by http"| n1
                  classDef old fill:#eceff1,stroke:#6a7682,color:#1b2228
                  classDef shared fill:#f0eaf8,stroke:#6b4ba1,color:#1b2228
                  classDef new fill:#dff1f4,stroke:#0b7285,color:#1b2228

                """)
    }

    @Test func stagesAsDOT() throws {
        let text = GraphDOT.text(PlanGraph(.stages, of: try PlanCases.sample()))
        #expect(
            text == """
                digraph plan {
                  rankdir=LR;
                  label="Units and stages of regional storefront";
                  labelloc=t;
                  node [shape=box, style="rounded,filled", fontname="sans-serif", fontcolor="#1b2228"];
                  edge [fontname="sans-serif", fontsize=10];
                  subgraph cluster_0 {
                    label="Units";
                    n0 [label="catalog\\ncatalog", fillcolor="#dff1f4", color="#0b7285"];
                    n1 [label="search\\ncatalog", fillcolor="#dff1f4", color="#0b7285"];
                    n2 [label="checkout-eu\\ncheckout", fillcolor="#dff1f4", color="#0b7285"];
                    n3 [label="checkout-world\\ncheckout", fillcolor="#dff1f4", color="#0b7285"];
                  }
                  subgraph cluster_1 {
                    label="Stages, in order";
                    n4 [label="1. catalog\\nR0, 25%, 50%, open", fillcolor="#e6f3ea", color="#1a7044"];
                    n5 [label="2. search\\nR0, 25%, 50%, open", fillcolor="#e6f3ea", color="#1a7044"];
                    n6 [label="3. checkout-eu\\nR1, 25%, 50%, open", fillcolor="#e6f3ea", color="#1a7044"];
                    n7 [label="4. checkout-world\\nR1, 25%, 50%, open", fillcolor="#e6f3ea", color="#1a7044"];
                  }
                  n0 -> n4;
                  n1 -> n5;
                  n4 -> n5 [style=dashed];
                  n2 -> n6;
                  n4 -> n6 [style=dashed];
                  n5 -> n6 [style=dashed];
                  n3 -> n7;
                  n6 -> n7 [style=dashed];
                }

                """)
    }

    @Test(arguments: PlanGraph.Subject.allCases) func everyPictureIsWellFormed(_ subject: PlanGraph.Subject) throws {
        for plan in [try PlanCases.sample(), try PlanCases.hostile()] {
            let picture = GraphPicture(PlanGraph(subject, of: plan)).file()
            let found = try XMLText.read(picture)
            #expect(found.names.first == "svg")
            #expect(!found.names.contains("script"))
            #expect(found.names.contains("title") && found.names.contains("desc"))
        }
    }

    /// A label may hold anything; no label reaches the syntax around it.
    @Test func namesAreNeverSyntax() throws {
        let plan = try PlanCases.hostile()
        let mermaid = GraphMermaid.text(PlanGraph(.systems, of: plan)).split(separator: "\n")
        for line in mermaid where line.hasPrefix("  n") || line.hasPrefix("  subgraph") {
            #expect(line.count { $0 == "\"" } == 2, "\(line)")
            #expect(!line.contains("<script") && !line.contains("`"))
        }
        for line in GraphDOT.text(PlanGraph(.systems, of: plan)).split(separator: "\n") where line.contains("label=") {
            let marks = line.replacing("\\\\", with: "").replacing("\\\"", with: "").count { $0 == "\"" }
            #expect(marks == (line.contains("fillcolor=") ? 6 : 2), "\(line)")
        }
    }
}
