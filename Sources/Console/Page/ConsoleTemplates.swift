/// The live page, in parts that are pushed one by one when they change.
enum ConsoleTemplates {
    static let all = [
        "page": page, "standing": standing, "figures": figures, "gates": gates, "routine": routine,
        "incidents": incidents, "stages": stages, "paces": paces, "orders": orders, "tail": tail,
    ]

    /// The parts, in the page's order; each is an element with this id.
    static let parts = [
        "standing", "figures", "gates", "incidents", "routine", "stages", "paces", "orders", "tail",
    ]

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
        """

    private static let figures = """
        <dl class="tiles">
        {{#tiles}}<div class="tile"><dt>{{label}}</dt><dd>{{value}}<small>{{more}}</small></dd></div>
        {{/tiles}}</dl>
        """

    private static let gates = """
        {{#hasGates}}<h2>Gate of {{stage}} at {{share}} <span class="chip {{gateLook}}">{{gateSign}} {{gate}}</span></h2>
        <p class="small soft">{{stand}}</p>
        <dl class="tiles">
        {{#gateTiles}}<div class="tile"><dt>{{label}}</dt><dd>{{value}}<small>{{more}}</small></dd></div>
        {{/gateTiles}}</dl>
        <div class="gates">
        {{#signals}}<article class="card gate"><h3>{{signal}} <span class="chip {{look}}">{{sign}} {{verdict}}</span></h3>
        <p class="small">{{reason}}</p>
        {{#sides}}<div class="sides"><div>{{#oldSide}}<p class="small key-old">old {{.}}</p>{{/oldSide}}<p class="small key-new">new {{newWords}}</p></div>{{{whiskers}}}</div>{{/sides}}
        {{#bars}}<p class="small bar-line">{{barName}}: <strong>{{barWords}}</strong></p>{{{bar}}}{{/bars}}
        {{#picture}}<figure>{{{svg}}}</figure>{{/picture}}
        <dl class="facts small">{{#facts}}<div><dt>{{label}}</dt><dd>{{value}}{{{factPicture}}}</dd></div>{{/facts}}</dl></article>
        {{/signals}}</div>
        <p class="small soft"><span class="key-regression">Solid: evidence of a regression</span>; <span class="key-health">dashed: proof of health, afresh at each step</span>. Log scale, since the attempt's first step.</p>
        {{#hasBefallen}}<ul class="marks small">{{#befallen}}<li><span class="befell-sign" aria-hidden="true">{{befellSign}}</span> {{at}} UTC {{words}}</li>{{/befallen}}</ul>{{/hasBefallen}}{{/hasGates}}
        """

    private static let routine = """
        {{#hasRoutine}}<h2>Who does what about {{stage}}</h2>
        <div class="card"><p class="banner {{deadlineLook}}">{{deadline}}</p>
        <dl class="roles">{{#roles}}<div><dt>{{role}}</dt><dd>{{who}}</dd></div>{{/roles}}</dl>
        <p class="small"><strong>Way back {{wayBack}}.</strong> {{wayWords}}</p>
        {{#hasNotices}}<h3>What people were told, newest first</h3><ol class="told small">
        {{#notices}}<li><div><span class="chip {{look}}">{{sign}} {{standing}}</span> <strong>{{to}}</strong> <span class="soft">{{asked}} UTC, {{occasion}} of {{noticeStage}}</span></div><div>{{text}}</div>{{#answers}}<div class="soft">{{ended}} UTC: {{.}}</div>{{/answers}}</li>
        {{/notices}}</ol>{{/hasNotices}}{{#noNotices}}<p class="small soft">Nobody was told of anything yet.</p>{{/noNotices}}</div>{{/hasRoutine}}
        """

    private static let incidents = """
        <h2>Incidents</h2>
        {{#noneOpen}}<p class="soft small">None is open.</p>{{/noneOpen}}{{#hasOpen}}<p class="small soft">{{effect}}</p>
        <div class="gates">{{#open}}<article class="card gate incident"><h3>{{id}} <span class="chip is-bad">◆ {{severity}}</span></h3>
        <p>{{title}}</p>
        <p class="small soft">Open for {{age}}, since {{opened}} UTC, {{of}}; told by {{source}}. {{over}}</p>
        {{#links}}<p class="small"><a href="{{.}}" rel="noopener noreferrer">{{.}}</a></p>{{/links}}{{#plain}}<p class="small mono">{{.}}</p>{{/plain}}
        <p class="small"><strong>To close it:</strong> its cause, and a signal that is new or changed in the plan; or, from a person who decides about a stage, why it has nothing to do with the migration (<code>sluice incident close {{id}}</code>).</p></article>
        {{/open}}</div>{{/hasOpen}}
        {{#hasClosed}}<details id="closed-incidents"><summary id="closed-incidents-head">{{closedCount}}</summary><ul class="closed small">{{#closed}}<li><strong>{{id}}</strong> {{title}}. Cause: {{cause}}; {{learnt}}. Closed by {{by}} after {{length}}.</li>{{/closed}}</ul></details>{{/hasClosed}}
        """

    private static let paces = """
        {{#hasPaces}}<h2>Forecast against fact</h2>
        <div class="card scroll" id="pace" tabindex="0" role="region" aria-label="Forecast against fact"><table class="paces"><caption>Time until health was proven, step by step</caption><thead><tr><th scope="col">Step</th><th scope="col" class="n">Expected, mean</th><th scope="col" class="n">Nine in ten within</th><th scope="col" class="n">Took</th><th scope="col">By</th><th scope="col">What to change</th></tr></thead><tbody>
        {{#paces}}<tr><th scope="row">{{share}}<div class="small soft">{{stage}}, attempt {{attempt}}</div></th><td class="n">{{mean}}</td><td class="n">{{most}}</td><td class="n {{paceLook}}">{{actual}}</td><td>{{by}}</td><td>{{advice}}</td></tr>
        {{/paces}}</tbody></table></div>{{/hasPaces}}
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
        <div class="card scroll" id="rows" tabindex="0" role="region" aria-label="The journal's tail"><table class="tail"><caption>The last lines of the run's timeline, newest first</caption><thead><tr><th scope="col">Time (UTC)</th><th scope="col">Stage</th><th scope="col">What</th><th scope="col" class="n">Row</th></tr></thead><tbody>
        {{#moments}}<tr class="{{mood}}"><td>{{at}}</td><td>{{stage}}</td><td>{{sign}}{{text}}</td><td class="n">{{row}}</td></tr>
        {{/moments}}</tbody></table></div>
        """
}
