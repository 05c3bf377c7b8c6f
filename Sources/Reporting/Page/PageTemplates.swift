/// The report's page. Every value is escaped; `{{{…}}}` only for pictures and links that this program draws.
enum PageTemplates {
    static let all = ["page": page, "stage": stage, "step": step, "rollback": rollback]

    private static let page = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{{{styleHash}}}'; base-uri 'none'; form-action 'none'">
        <meta name="referrer" content="no-referrer">
        <title>{{name}}: validation report</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <div class="page">
        <header>
        <p class="eyebrow">Validation report{{#isRehearsal}} of a rehearsal{{/isRehearsal}}</p>
        <h1>{{name}}</h1>
        <p class="soft small">Run <code>{{run}}</code>, {{began}} to {{ended}} ({{length}}) {{{beganRows}}}</p>
        </header>
        <main>
        <div class="banner {{endingClass}}"><strong>{{endingSign}} {{ending}}</strong>{{endingWords}} {{{lastRows}}}</div>
        <dl class="tiles">
        {{#tiles}}<div class="tile"><dt>{{label}}</dt><dd>{{value}}<small>{{more}}</small><small>{{{rows}}}</small></dd></div>
        {{/tiles}}</dl>
        <section aria-labelledby="h-time"><h2 id="h-time">Exposure over time</h2>
        <div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Exposure over time, a picture">{{{timeline}}}</div>
        <p class="small soft">Filled: the new side's share of each stage's traffic. ▼ exposure taken back. Hatched: nothing expanded. Time runs from the run's begin.</p></div>
        </section>
        {{#hasRollbacks}}<section aria-labelledby="h-back"><h2 id="h-back">Rollbacks</h2>
        {{#rollbacks}}{{> rollback}}{{/rollbacks}}</section>
        {{/hasRollbacks}}<section aria-labelledby="h-orders"><h2 id="h-orders">Orders</h2>
        <div class="card">{{#orders}}<p><strong>{{words}}</strong> {{{rows}}}</p><p class="small soft">{{detail}}. Compared {{times}}, last {{at}}; all comparisons: {{{all}}}</p>{{/orders}}{{#noOrders}}<p>Orders were not compared in this run.</p>{{/noOrders}}</div>
        </section>
        <section aria-labelledby="h-stages"><h2 id="h-stages">Stages</h2>
        {{#stages}}{{> stage}}{{/stages}}</section>
        <section aria-labelledby="h-holds"><h2 id="h-holds">Holds</h2>
        {{#hasHolds}}<div class="scroll" tabindex="0" role="region" aria-label="Holds"><table><caption>Times in which nothing expanded</caption><thead><tr><th scope="col">From (UTC)</th><th scope="col" class="n">Length</th><th scope="col">Stage</th><th scope="col">Why</th><th scope="col">Rows</th></tr></thead><tbody>
        {{#holds}}<tr><td>{{from}}</td><td class="n">{{held}}</td><td>{{holdStage}}</td><td>{{#obstacle}}<div class="small soft">{{.}}</div>{{/obstacle}}{{reason}}</td><td>{{{rows}}}</td></tr>
        {{/holds}}</tbody></table></div>{{/hasHolds}}{{#noHolds}}<p>Nothing was held.</p>{{/noHolds}}
        </section>
        {{#hasIncidents}}<section aria-labelledby="h-incidents"><h2 id="h-incidents">Incidents</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Incidents"><table class="incidents"><caption>What the run was told of; open ones bind the next gate until they are closed with a cause and what was learnt</caption><thead><tr><th scope="col">Incident</th><th scope="col">Opened (UTC)</th><th scope="col">Stage</th><th scope="col">How it ended</th><th scope="col">Cause</th><th scope="col">Learnt</th><th scope="col">Rows</th></tr></thead><tbody>
        {{#incidents}}<tr><th scope="row">{{id}}<div class="small soft">{{severity}}, from {{source}}</div></th><td>{{opened}}</td><td>{{incidentStage}}</td><td><div>{{title}}</div><span class="chip {{endingLook}}">{{ending}}</span>{{#link}}<div class="small mono">{{.}}</div>{{/link}}</td><td>{{cause}}</td><td>{{learnt}}</td><td>{{{rows}}}</td></tr>
        {{/incidents}}</tbody></table></div></section>
        {{/hasIncidents}}<section aria-labelledby="h-people"><h2 id="h-people">People</h2>
        {{#hasPeople}}<div class="scroll" tabindex="0" role="region" aria-label="People"><table><caption>Approvals with verified signatures, and commands</caption><thead><tr><th scope="col">When (UTC)</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Signed request</th><th scope="col">Rows</th></tr></thead><tbody>
        {{#people}}<tr><td>{{when}}</td><td>{{who}}</td><td>{{what}}</td><td><code>{{request}}</code></td><td>{{{rows}}}</td></tr>
        {{/people}}</tbody></table></div>{{/hasPeople}}{{#noPeople}}<p>Nobody had to decide anything.</p>{{/noPeople}}
        <p class="small soft">{{signers}}</p>
        </section>
        {{#hasNotices}}<section aria-labelledby="h-notices"><h2 id="h-notices">Notices</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Notices"><table class="notices"><caption>What people were told, and whether it came through</caption><thead><tr><th scope="col">Decided (UTC)</th><th scope="col">Occasion</th><th scope="col">To</th><th scope="col">What</th><th scope="col">Outcome</th><th scope="col">Rows</th></tr></thead><tbody>
        {{#notices}}<tr><td>{{asked}}</td><td>{{occasion}}<div class="small soft">{{noticeStage}}</div></td><td>{{to}}<div class="small soft">from {{sender}}</div></td><td>{{text}}</td><td><span class="chip {{look}}">{{sign}} {{standing}}</span><div class="small soft">{{ended}} {{answer}}</div></td><td>{{{rows}}}</td></tr>
        {{/notices}}</tbody></table></div></section>
        {{/hasNotices}}<section aria-labelledby="h-budget"><h2 id="h-budget">Error budget</h2>
        <p>{{spent}} of {{whole}} spent: the probability, for the whole migration, that a healthy new side is taken back.</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Error budget"><table><caption>What each attempt was given</caption><thead><tr><th scope="col">Stage</th><th scope="col" class="n">Attempt</th><th scope="col" class="n">Given</th><th scope="col">Rows</th></tr></thead><tbody>
        {{#attempts}}<tr><td>{{of}}</td><td class="n">{{attempt}}</td><td class="n">{{given}}</td><td>{{{rows}}}</td></tr>
        {{/attempts}}</tbody></table></div>
        </section>
        {{#hasAmendments}}<section aria-labelledby="h-amend"><h2 id="h-amend">Changes of the plan</h2>
        {{#amendments}}<article class="card"><h3><code>{{from}}</code> → <code>{{to}}</code></h3><p class="small soft">{{when}}, asked for by {{requester}}, signed by {{signers}} (request <code>{{request}}</code>) {{{rows}}}</p><ul class="why">{{#changes}}<li>{{.}}</li>{{/changes}}</ul></article>
        {{/amendments}}</section>
        {{/hasAmendments}}{{#hasTroubles}}<section aria-labelledby="h-trouble"><h2 id="h-trouble">Troubles</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Troubles"><table><caption>What the world did to the run</caption><thead><tr><th scope="col">From (UTC)</th><th scope="col">Kind</th><th scope="col">What</th><th scope="col" class="n">Times</th><th scope="col">Rows</th></tr></thead><tbody>
        {{#troubles}}<tr><td>{{from}}</td><td>{{kind}}</td><td>{{what}}</td><td class="n">{{times}}</td><td>{{{rows}}}</td></tr>
        {{/troubles}}</tbody></table></div></section>
        {{/hasTroubles}}<section aria-labelledby="h-line"><h2 id="h-line">What happened, line by line</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Timeline"><table class="moments"><caption>The run's timeline</caption><thead><tr><th scope="col">Time (UTC)</th><th scope="col" class="n">Since begin</th><th scope="col">Stage</th><th scope="col">What</th><th scope="col">Row</th></tr></thead><tbody>
        {{#moments}}<tr class="{{mood}}"><td>{{at}}</td><td class="n">{{since}}</td><td>{{momentStage}}</td><td>{{sign}}{{text}}</td><td>{{{rows}}}</td></tr>
        {{/moments}}</tbody></table></div>
        </section>
        <section aria-labelledby="h-journal"><h2 id="h-journal">Journal</h2>
        <p>{{rowCount}} rows, chained by SHA-256; head <code>{{head}}</code>. Plan <code>{{planDigest}}</code>. Report <code>{{digest}}</code> (SHA-256 of <code>report.json</code>).</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Journal rows"><table class="journal"><caption>Every row, with the beginning of its hash</caption><thead><tr><th scope="col" class="n">Row</th><th scope="col">Time (UTC)</th><th scope="col">Kind</th><th scope="col">Hash</th><th scope="col">What</th></tr></thead><tbody>
        {{{journal}}}</tbody></table></div>
        </section>
        </main>
        </div>
        </body>
        </html>

        """

    private static let rollback = """
        <article class="card">
        <h3>{{backStage}}: {{cause}}</h3>
        <dl class="tiles">
        {{#facts}}<div class="tile"><dt>{{label}}</dt><dd>{{value}}<small>{{more}}</small></dd></div>
        {{/facts}}</dl>
        <p>{{backWords}}</p>
        <p class="small">{{{backRows}}}</p>
        </article>
        """

    private static let stage = """
        <article class="card stage" aria-labelledby="stage-{{number}}">
        <h3 id="stage-{{number}}">{{number}}. {{id}} <span class="chip {{phaseClass}}">{{phaseSign}} {{phase}}</span></h3>
        <p class="small soft">{{stageWords}} {{{stageRows}}}</p>
        <div class="scroll"><table class="facts"><caption>Planned</caption><tbody>
        <tr><th scope="row">Steps</th><td>{{steps}}, each at least {{dwell}}</td></tr>
        <tr><th scope="row">Way back</th><td><strong>{{wayBack}}</strong> {{wayBackWords}}<ul class="why">{{#why}}<li>{{.}}</li>{{/why}}</ul></td></tr>
        {{#hasTurns}}<tr><th scope="row">Way back, measured</th><td><ul class="why">{{#turns}}<li>{{at}} UTC {{words}} {{{row}}}</li>{{/turns}}</ul></td></tr>
        {{/hasTurns}}<tr><th scope="row">Gates</th><td>{{#gates}}<div>{{.}}</div>{{/gates}}</td></tr>
        <tr><th scope="row">People</th><td>{{staff}}</td></tr>
        <tr><th scope="row">Enter, leave</th><td>{{criteria}}</td></tr>
        </tbody></table></div>
        {{#hasPaces}}<h4>Forecast against fact</h4><div class="scroll" tabindex="0" role="region" aria-label="Forecast against fact, {{id}}"><table class="paces"><caption>Time from the edge's acknowledgement to the proof of health</caption><thead><tr><th scope="col">Step</th><th scope="col" class="n">Attempt</th><th scope="col" class="n">Expected, mean</th><th scope="col" class="n">Nine in ten within</th><th scope="col">By</th><th scope="col" class="n">Took</th><th scope="col">What to change</th><th scope="col">Rows</th></tr></thead><tbody>
        {{#paces}}<tr><th scope="row">{{paceShare}}</th><td class="n">{{paceAttempt}}</td><td class="n">{{expected}}</td><td class="n">{{most}}</td><td>{{by}}</td><td class="n">{{actual}}</td><td>{{advice}}</td><td>{{{paceRows}}}</td></tr>
        {{/paces}}</tbody></table></div>{{/hasPaces}}
        {{#stepsSeen}}{{> step}}{{/stepsSeen}}{{#hasCurves}}<h4>Evidence over time</h4><div class="curves">{{#curves}}<figure><figcaption>{{curve}} <span class="soft small">attempt {{curveAttempt}}, {{{curveRows}}}</span></figcaption>{{{picture}}}</figure>{{/curves}}</div>
        <p class="small soft"><span class="key-regression">solid: evidence of a regression</span>, <span class="key-health">dashed: proof of health, afresh at each step</span>. Log scale; upright lines: a step opened.</p>{{#hasBefallen}}<ul class="marks small">{{#befallen}}<li><span class="befell-sign" aria-hidden="true">{{sign}}</span> {{at}} {{words}} {{{row}}}</li>{{/befallen}}</ul>{{/hasBefallen}}{{/hasCurves}}
        </article>
        """

    private static let step = """
        <section class="step-seen" aria-label="Step {{step}} of {{stepStage}}, attempt {{attempt}}">
        <h4>{{share}} <span class="chip {{stepClass}}">{{stepEnding}}</span> <span class="soft small">step {{step}}, attempt {{attempt}}, decision <code>{{decision}}</code></span></h4>
        <p class="small">{{times}} {{{stepRows}}}</p>
        {{#hasSignals}}<div class="scroll" tabindex="0" role="region" aria-label="Signals of step {{step}}"><table class="signals"><caption>Signals, <span class="key-old">old</span>, <span class="key-new">new</span>; intervals hold at every look with 95 %</caption><thead><tr><th scope="col">Signal</th><th scope="col">Verdict</th><th scope="col">Both sides</th><th scope="col">Evidence</th><th scope="col">Rows</th></tr></thead><tbody>
        {{#signals}}<tr><th scope="row">{{signal}}</th><td><span class="chip {{verdictClass}}">{{verdictSign}} {{verdict}}</span><div class="small soft">{{reason}}</div>{{#more}}<div class="small"><span class="soft">{{label}}:</span> {{value}}</div>{{/more}}</td><td class="small">{{#sides}}<div class="key-old">{{oldWords}}</div><div class="key-new">{{newWords}}</div>{{{whiskers}}}<div>{{difference}}</div>{{/sides}}{{exact}}</td><td class="small">{{#bars}}<div>{{barName}}: {{barWords}}{{{bar}}}</div>{{/bars}}</td><td>{{{signalRows}}}</td></tr>
        {{/signals}}</tbody></table></div>{{/hasSignals}}
        <p class="small">{{traffic}} {{{trafficRows}}}</p>
        </section>
        """
}
