/// The look that the report and the live page share: calm, in light and in dark, on paper and on a phone.
package enum Look {
    package static let style = """
        :root{color-scheme:light dark;--paper:#f7f7f4;--card:#fff;--ink:#1b2228;--soft:#56616b;--line:#dde1e3;--bed:#e9ecec;\
        --accent:#0b6470;--old:#6a7682;--new:#0b7285;--good:#1a7044;--warn:#8a5a00;--bad:#b0261d;--blind:#6b4ba1;\
        --good-bg:#e6f3ea;--warn-bg:#fbf1dc;--bad-bg:#fbe9e7;--blind-bg:#f0eaf8;--calm-bg:#eceff1}
        @media (prefers-color-scheme:dark){:root{--paper:#14181b;--card:#1c2125;--ink:#e4e8ea;--soft:#a2adb5;--line:#31393f;\
        --bed:#2b3237;--accent:#62c1cf;--old:#98a5b0;--new:#5cc3d3;--good:#72cd98;--warn:#e3b25c;--bad:#f28b82;--blind:#c3a9ee;\
        --good-bg:#1b3326;--warn-bg:#372c15;--bad-bg:#3b2020;--blind-bg:#2d2440;--calm-bg:#262d32}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,\
        "Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
        .page{max-width:1120px;margin:0 auto;padding:1.5rem 1.25rem 4rem}
        h1{font-size:1.65rem;line-height:1.2;margin:.2rem 0 .4rem;letter-spacing:-.01em;overflow-wrap:anywhere}
        h2{font-size:1.2rem;margin:2.4rem 0 .8rem;padding-bottom:.35rem;border-bottom:1px solid var(--line)}
        h3{font-size:1.02rem;margin:1.4rem 0 .5rem}
        p{margin:.4rem 0;max-width:50rem}
        a{color:var(--accent);text-underline-offset:2px}
        a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        code,.mono{font:.86em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
        .soft{color:var(--soft)}.small{font-size:.86rem}.eyebrow{color:var(--soft);font-size:.86rem;margin:0}
        .card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.15rem;margin:.8rem 0}
        .chip{display:inline-block;border-radius:999px;padding:.06rem .6rem;font-size:.86rem;font-weight:600;white-space:nowrap;\
        background:var(--calm-bg);color:var(--soft)}
        .is-good{background:var(--good-bg);color:var(--good)}.is-warn{background:var(--warn-bg);color:var(--warn)}
        .is-bad{background:var(--bad-bg);color:var(--bad)}.is-blind{background:var(--blind-bg);color:var(--blind)}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.92rem}
        caption{text-align:left;color:var(--soft);font-size:.86rem;padding:.2rem 0 .4rem}
        th,td{text-align:left;vertical-align:top;padding:.45rem .8rem .45rem 0;border-top:1px solid var(--line)}
        thead th{border-top:0;color:var(--soft);font-weight:600;font-size:.82rem;white-space:nowrap}
        tbody th .small{font-weight:400}
        td.n,th.n{text-align:right;white-space:nowrap}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:.7rem;margin:1rem 0}
        .tile{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.7rem .9rem}
        .tile dt{color:var(--soft);font-size:.82rem}.tile dd{margin:0;font-size:1.35rem;font-weight:650;line-height:1.3}
        .tile small{display:block;font-size:.8rem;font-weight:400;color:var(--soft)}
        dl.tiles{padding:0}
        .banner{border-radius:10px;padding:.8rem 1.1rem;margin:1rem 0;border:1px solid transparent}
        .is-calm{background:var(--calm-bg)}.card>h3:first-child,.card>header:first-child{margin-top:.15rem}\
        .card>dl.tiles:first-child{margin-top:.2rem}
        .banner strong{display:block}
        svg{display:block}svg text{fill:var(--soft);font:11px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        .bar{margin-top:.3rem;max-width:100%}.bar-bed{fill:var(--bed)}.bar-regression{fill:var(--bad)}.bar-health{fill:var(--good)}
        .whiskers,.difference{max-width:100%}.bound{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:3 2}
        .base{stroke:var(--soft);stroke-width:1;opacity:.5}
        .old-line{stroke:var(--old);stroke-width:2}.new-line{stroke:var(--new);stroke-width:2}
        .old-dot{fill:var(--old)}.new-dot{fill:var(--new)}
        .key-old::before{content:"● ";color:var(--old)}.key-new::before{content:"■ ";color:var(--new)}
        .evidence{width:100%;height:auto}.grid{stroke:var(--line);stroke-width:1}
        .step{stroke:var(--soft);stroke-width:1;stroke-dasharray:1 3}.befell{stroke:var(--warn);stroke-width:1;opacity:.6}
        .regression,.health{fill:none;stroke-width:2;stroke-linejoin:round}
        .regression{stroke:var(--bad)}.health{stroke:var(--good);stroke-dasharray:6 3}
        .regression-needed,.health-needed{stroke-width:1}.regression-needed{stroke:var(--bad)}
        .health-needed{stroke:var(--good);stroke-dasharray:6 3}
        svg text.turn{font-size:15px;font-weight:700}svg text.turn-regressed{fill:var(--bad)}svg text.turn-healthy{fill:var(--good)}
        svg text.turn-blind{fill:var(--blind)}.key-regression{color:var(--bad)}.key-health{color:var(--good)}
        svg text.befell-incident,svg text.befell-breach{fill:var(--bad);font-weight:700}
        svg text.befell-well,svg text.befell-incident-closed{fill:var(--good);font-weight:700}
        .marks{list-style:none;margin:.3rem 0 0;padding:0}.befell-sign{display:inline-block;width:1.1em;font-weight:700}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        """
}
