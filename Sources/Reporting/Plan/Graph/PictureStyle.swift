/// The colours of the plan's pictures. On a page they build on ``Look``; a picture in a file of its own brings them.
enum PictureStyle {
    static let rules = """
        .picture text{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:var(--soft)}
        .picture text.strong{font-size:13px;font-weight:600;fill:var(--ink)}
        .picture text.column{font-weight:600;font-size:12px}
        .edge{fill:none;stroke:var(--soft);stroke-width:1.4}.dashed{stroke-dasharray:4 3}.arrow{fill:var(--soft)}
        .badge{fill:var(--paper);stroke:var(--soft);stroke-width:1.2}.picture text.badge-text{fill:var(--ink);font-size:10px;font-weight:600}
        .node{fill:var(--card);stroke:var(--soft);stroke-width:1.5}
        .node.old{fill:var(--calm-bg);stroke:var(--old)}.node.shared{fill:var(--blind-bg);stroke:var(--blind)}
        .node.new,.node.unit{fill:var(--new-bg);stroke:var(--new)}
        .node.r0,.node.r1{fill:var(--good-bg);stroke:var(--good)}.node.r2{fill:var(--sync-bg);stroke:var(--sync)}
        .node.r3{fill:var(--warn-bg);stroke:var(--warn)}.node.r4{fill:var(--bad-bg);stroke:var(--bad)}
        .rail{stroke:var(--line);stroke-width:6;stroke-linecap:round;fill:none}
        .tick{stroke:var(--line);stroke-width:1}.band{fill:var(--bad-bg);opacity:.55}.now{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:4 3}
        .freeze{fill:var(--bad-bg);stroke:var(--bad)}.peak{fill:var(--warn-bg);stroke:var(--warn)}.window{fill:var(--good-bg);stroke:var(--good)}
        .exposed{stroke-width:1}.exposed.r0,.exposed.r1{fill:var(--good);stroke:var(--good)}.exposed.r2{fill:var(--sync);stroke:var(--sync)}
        .exposed.r3{fill:var(--warn);stroke:var(--warn)}.exposed.r4{fill:var(--bad);stroke:var(--bad)}
        .open{stroke-width:1}.open.r0{fill:url(#open-r0);stroke:var(--good)}.open.r1{fill:url(#open-r1);stroke:var(--good)}
        .open.r2{fill:url(#open-r2);stroke:var(--sync)}.open.r3{fill:url(#open-r3);stroke:var(--warn)}
        .hatch{stroke-width:3;fill:none}.hatch.r0,.hatch.r1{stroke:var(--good)}.hatch.r2{stroke:var(--sync)}.hatch.r3{stroke:var(--warn)}
        .date{fill:var(--new);stroke:var(--new)}.picture text.lane{fill:var(--ink)}.picture text.strong-small{fill:var(--ink);font-weight:600}
        .cell{stroke:var(--line);stroke-width:1}.cell.far{fill:var(--bad-bg)}.cell.near{fill:var(--warn-bg)}.cell.low{fill:var(--good-bg)}
        .mark{stroke-width:1.5}.mark.H{fill:var(--bad);stroke:var(--bad)}.mark.M{fill:var(--card);stroke:var(--warn)}.mark.L{fill:var(--card);stroke:var(--good)}
        .picture text.on-H{fill:var(--card);font-weight:700}.picture text.on-M,.picture text.on-L{fill:var(--ink);font-weight:600}
        """

    /// Colours that ``Look`` lacks.
    static let variables = """
        :root{--new-bg:#dff1f4;--sync:#2b5d94;--sync-bg:#e3edf7}
        @media (prefers-color-scheme:dark){:root{--new-bg:#17343a;--sync:#8fb9ea;--sync-bg:#1c2d42}}
        """

    /// All that a picture by itself needs.
    static let alone = """
        .picture{--paper:#fff;--card:#fff;--ink:#1b2228;--soft:#56616b;--line:#dde1e3;--old:#6a7682;--new:#0b7285;--good:#1a7044;\
        --warn:#8a5a00;--bad:#b0261d;--blind:#6b4ba1;--good-bg:#e6f3ea;--warn-bg:#fbf1dc;--bad-bg:#fbe9e7;--blind-bg:#f0eaf8;\
        --calm-bg:#eceff1;--new-bg:#dff1f4;--sync:#2b5d94;--sync-bg:#e3edf7;background:var(--paper)}
        @media (prefers-color-scheme:dark){.picture{--paper:#14181b;--card:#1c2125;--ink:#e4e8ea;--soft:#a2adb5;--line:#31393f;\
        --old:#98a5b0;--new:#5cc3d3;--good:#72cd98;--warn:#e3b25c;--bad:#f28b82;--blind:#c3a9ee;--good-bg:#1b3326;--warn-bg:#372c15;\
        --bad-bg:#3b2020;--blind-bg:#2d2440;--calm-bg:#262d32;--new-bg:#17343a;--sync:#8fb9ea;--sync-bg:#1c2d42}}
        \(rules)
        """
}
