/// The live page, in parts that are pushed one by one when they change.
enum ConsoleTemplates {
    static let all = [
        "page": page, "standing": standing, "stages": stages, "gates": gates, "orders": orders, "tail": tail,
    ]

    /// The parts, in the page's order; each is an element with this id.
    static let parts = ["standing", "gates", "stages", "orders", "tail"]

    private static let page = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>{{name}}: live</title>
        <noscript><meta http-equiv="refresh" content="2"></noscript>
        <style>{{{style}}}</style>
        </head>
        <body>
        <div class="page">
        <header class="top"><div><p class="eyebrow">Live{{#isRehearsal}}, a rehearsal{{/isRehearsal}}, read only</p><h1>{{name}}</h1></div>
        <p class="small soft" id="link" role="status">As of this page's loading</p></header>
        <main>
        {{#parts}}<section id="{{part}}" aria-label="{{label}}"{{#isStanding}} aria-live="polite"{{/isStanding}}>
        {{{html}}}</section>
        {{/parts}}</main>
        </div>
        <script>{{{script}}}</script>
        </body>
        </html>

        """

    private static let standing = """
        <div class="banner {{look}}"><strong>{{sign}} {{ending}}</strong>{{words}}</div>
        <dl class="tiles">
        {{#tiles}}<div class="tile"><dt>{{label}}</dt><dd>{{value}}<small>{{more}}</small></dd></div>
        {{/tiles}}</dl>
        """

    private static let gates = """
        {{#hasGates}}<h2>Gate of {{stage}} at {{share}} <span class="chip {{gateLook}}">{{gateSign}} {{gate}}</span></h2>
        <p class="small soft">{{dwell}}</p>
        <div class="gates">
        {{#signals}}<article class="card gate"><h3>{{signal}} <span class="chip {{look}}">{{sign}} {{verdict}}</span></h3>
        <p class="small">{{reason}}</p>
        {{#sides}}<div class="sides"><div><p class="small key-old">old {{oldWords}}</p><p class="small key-new">new {{newWords}}</p></div>{{{whiskers}}}</div>{{/sides}}
        {{#bars}}<p class="small bar-line">{{barName}}: <strong>{{barWords}}</strong></p>{{{bar}}}{{/bars}}</article>
        {{/signals}}</div>{{/hasGates}}
        """

    private static let stages = """
        <h2>Stages</h2>
        <ol class="tree">
        {{#stages}}<li class="card {{current}}"><h3>{{id}} <span class="chip {{look}}">{{sign}} {{phase}}</span></h3>
        <p class="small soft">{{words}}</p>
        <ol class="steps">{{#steps}}<li class="{{standing}}"><span aria-hidden="true">{{mark}}</span> {{share}}<span class="hidden"> {{standing}}</span></li>{{/steps}}</ol>
        {{{meter}}}
        <p class="small"><strong>{{wayBack}}</strong> {{because}}</p></li>
        {{/stages}}</ol>
        """

    private static let orders = """
        <h2>Orders</h2>
        <div class="card orders"><dl class="tiles">
        <div class="tile"><dt class="key-old">old side</dt><dd>{{old}}<small>orders a minute</small></dd></div>
        <div class="tile"><dt class="key-new">new side</dt><dd>{{new}}<small>orders a minute</small></dd></div></dl>
        {{{spark}}}
        <p class="small {{mood}}">{{compared}}</p></div>
        """

    private static let tail = """
        <h2>Journal</h2>
        <div class="card scroll" tabindex="0" role="region" aria-label="The journal's tail"><table class="tail"><caption>The last lines of the run's timeline, newest first</caption><thead><tr><th scope="col">Time (UTC)</th><th scope="col">Stage</th><th scope="col">What</th><th scope="col" class="n">Row</th></tr></thead><tbody>
        {{#moments}}<tr class="{{mood}}"><td>{{at}}</td><td>{{stage}}</td><td>{{sign}}{{text}}</td><td class="n">{{row}}</td></tr>
        {{/moments}}</tbody></table></div>
        """
}

/// What only the live page needs beside the common look, and its script.
enum ConsoleAssets {
    static let script = """
        (()=>{const link=document.getElementById('link');const source=new EventSource('/events');\
        source.onopen=()=>{link.textContent='Live'};\
        source.onerror=()=>{link.textContent='Not connected: the page stands as it was; trying again'};\
        source.onmessage=event=>{const cut=event.data.indexOf('\\n');\
        const part=document.getElementById(event.data.slice(0,cut));\
        if(part)part.innerHTML=event.data.slice(cut+1);link.textContent='Live'}})();
        """

    static let style = """
        .top{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:end;gap:.4rem 1rem}
        .gates{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,310px),1fr));gap:.8rem}.gate{margin:0}
        .gate h3,.tree h3{margin:.1rem 0 .4rem;display:flex;justify-content:space-between;gap:.5rem;align-items:center}
        .gate .bar{width:100%}.bar-line{margin:.5rem 0 0}.sides{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2rem .8rem;align-items:center}
        .sides p{margin:.1rem 0}
        .tree,.steps{list-style:none;margin:0;padding:0}
        .tree{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,250px),1fr));gap:.8rem}.tree .card{margin:0}
        .tree .now{border-color:var(--accent);box-shadow:inset 3px 0 0 var(--accent)}
        .steps{display:flex;flex-wrap:wrap;gap:.15rem .9rem;font-size:.9rem;margin:.4rem 0;color:var(--soft)}
        .steps .open{color:var(--ink);font-weight:650}.steps .done{color:var(--good)}
        .meter{width:100%;margin:.3rem 0}.meter-on{fill:var(--new)}
        .spark{width:100%;max-width:760px;height:auto}.spark .old-line,.spark .new-line{fill:none;stroke-width:2}.spark .new-line{stroke-dasharray:none}
        .spark .old-line{stroke-dasharray:4 3}.base{stroke:var(--line)}
        .card .tile{background:var(--paper)}
        .tail{min-width:560px}.tail tr.bad td{color:var(--bad);font-weight:600}.tail tr.good td{color:var(--good)}
        .tail tr.warn td,p.warn{color:var(--warn)}p.bad{color:var(--bad);font-weight:600}
        @media (max-width:560px){.page{padding:1rem .8rem 3rem}.card{padding:.8rem}}
        """
}
