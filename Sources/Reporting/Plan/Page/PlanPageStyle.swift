/// The document's look: on a screen in light and dark, on a phone, and on paper.
enum PlanPageStyle {
    static let all = Look.style + "\n" + PictureStyle.variables + "\n" + PictureStyle.rules + "\n" + own

    private static let own = """
        .picture{max-width:none;height:auto}.picture.stages{width:100%;min-width:680px}.picture.risks{width:100%;max-width:716px;min-width:520px;margin:0 auto}
        .picture.graph{margin:0 auto}.picture.calendar{width:100%;min-width:680px;height:auto}.promise{font-weight:600}
        figure{margin:.8rem 0;min-width:0}figcaption{margin-top:.7rem}
        h4{font-size:.92rem;margin:1rem 0 .3rem}.card ul,.card ol{margin:.3rem 0;padding-left:1.2rem}
        .chapters{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;padding:0;margin:.6rem 0;font-size:.92rem}
        .legend{columns:2;column-gap:2rem;font-size:.88rem}.legend li{break-inside:avoid;padding:.1rem 0}
        .classes{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;font-size:.86rem;color:var(--soft)}
        .halves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,380px),1fr));gap:0 1.6rem}
        .chain{font-size:.9rem}.chain code{font-size:.78em}
        .pairs{margin:.3rem 0;font-size:.92rem}.pairs div{display:grid;grid-template-columns:9.5rem 1fr;gap:.8rem;padding:.2rem 0;border-top:1px solid var(--line)}
        .pairs dt{color:var(--soft)}.pairs dd{margin:0;overflow-wrap:anywhere}
        .missing{color:var(--bad);font-weight:600}
        .sub{display:block;font-weight:400;color:var(--soft);font-size:.84rem;margin-top:.15rem}
        tbody th{font-weight:600}.expected{min-width:720px;font-size:.86rem}.expected td,.expected th{padding:.28rem .7rem .28rem 0}
        .ranked{min-width:760px}.ranked th[scope=row]{max-width:26rem}.stack{min-width:620px}.stack th[scope=row]{min-width:9.5rem}.units{min-width:840px}.units code{overflow-wrap:normal}.stage>header h3{margin:.15rem 0 .3rem}.owners{min-width:520px}
        .owners ul{margin:0;padding-left:1rem}.owners th[scope=row]{width:24%}.owners td:nth-child(2),.owners td:nth-child(3){width:18%}
        .question h3{margin:.1rem 0 .4rem}.question ul{columns:2;column-gap:2rem;font-size:.9rem}.question li{break-inside:avoid}
        .findings{list-style:none;padding:0}.findings li{border-top:1px solid var(--line);padding:.5rem 0}.findings p{max-width:none}
        footer{margin-top:3rem;border-top:1px solid var(--line)}footer p{max-width:none}
        @media (max-width:560px){.page{padding:1rem .8rem 3rem}.card{padding:.8rem}.legend,.question ul{columns:1}.pairs div{grid-template-columns:7rem 1fr}}
        @page{size:A4;margin:16mm 14mm}
        @media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--old:#6a7682;--new:#0b7285;--good:#1a7044;--warn:#8a5a00;\
        --bad:#b0261d;--blind:#6b4ba1;--good-bg:#e6f3ea;--warn-bg:#fbf1dc;--bad-bg:#fbe9e7;--blind-bg:#f0eaf8;--calm-bg:#eceff1;--new-bg:#dff1f4;--sync:#2b5d94;--sync-bg:#e3edf7}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}html{font-size:12px}body{font-size:1rem}.page{max-width:none;padding:0}nav{display:none}
        .scroll{overflow:visible}.picture,.picture.stages,.picture.risks,.picture.graph,.picture.calendar{min-width:0;max-width:100%;height:auto}
        .expected,.ranked,.stack,.owners{min-width:0;font-size:.92rem}.units code{overflow-wrap:anywhere}.halves{grid-template-columns:1fr 1fr}.legend,.question ul{columns:2}.expected td,.expected th{padding-right:.4rem}
        h2,h3,h4,caption,thead{break-after:avoid}tr,figure,.question,.tile,.pairs div,.findings li{break-inside:avoid}thead{display:table-header-group}
        .stage{break-inside:auto}.stage>header{break-after:avoid}.stage>*,.halves>div,.expected tbody{break-inside:avoid}.tiles{grid-template-columns:repeat(5,1fr)}.ranked th[scope=row]{width:46%}section[aria-labelledby=risks],section[aria-labelledby=owners]{break-before:page}
        .card{border-color:#bbb}a{color:inherit;text-decoration:none}}
        """
}
