/// What only the report's page needs beside the common look.
enum PageStyle {
    static let all = Look.style + "\n" + own

    private static let own = """
        h4{font-size:.95rem;margin:1.1rem 0 .3rem}
        .rows{color:var(--soft);font-size:.82rem}.rows a{color:inherit}
        .timeline{min-width:680px;width:100%;height:auto}
                .lane-name{font-size:13px;font-weight:600}svg text.lane-name{fill:var(--ink)}
        .exposed{fill:var(--new);opacity:.8}.back{fill:var(--bad)}.back-line{stroke:var(--bad);stroke-width:1.5}
        svg text.back-text{fill:var(--bad);font-weight:600}.hatch{stroke:var(--warn);stroke-width:3}.held{stroke:var(--warn)}
        .curves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:1rem}
        figure{margin:0;min-width:0}figcaption{font-weight:600;font-size:.92rem;margin-bottom:.3rem}
        .facts th{width:9.5rem;font-weight:600;color:var(--soft)}.why{margin:.2rem 0 0;padding-left:1.1rem;color:var(--soft);font-size:.88rem}
        .step-seen{border-top:1px solid var(--line);margin-top:1rem}
        .incidents,.notices{min-width:760px}.paces{min-width:640px}.signals{min-width:720px}.signals th[scope=row]{font-weight:600}.signals td:nth-child(2){max-width:19rem}
        .moments tr.bad td{color:var(--bad);font-weight:600}.moments tr.good td{color:var(--good)}
        .moments tr.warn td{color:var(--warn)}.moments{min-width:640px}
        .journal{font-size:.84rem;min-width:640px}.journal td:nth-child(-n+4){white-space:nowrap}
        .journal summary{cursor:pointer}.looks{list-style:none;padding:0;margin:.4rem 0}.looks li{padding:.15rem 0}
        :target{background:var(--warn-bg)}
        .card .tile{background:var(--paper)}
        @media (max-width:560px){.page{padding:1rem .8rem 3rem}.card{padding:.8rem}.facts,.facts tbody,.facts tr,.facts th,.facts td\
        {display:block;width:auto}.facts td{border-top:0;padding-top:0}}
        @media print{:root{--paper:#fff;--card:#fff;--ink:#000}body{font-size:10.5pt}.page{max-width:none;padding:0}\
        .card,.tile{break-inside:avoid}.stage{break-inside:auto}.scroll{overflow:visible}.signals,.moments,.journal,.timeline{min-width:0}\
        figure,tr{break-inside:avoid}a{color:inherit;text-decoration:none}h2,h3,h4{break-after:avoid}}
        """
}
