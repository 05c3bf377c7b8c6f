/// The document's text. Every value is escaped; `{{{…}}}` only for pictures that this program draws.
enum PlanPageTemplates {
    static let all = [
        "plan": plan, "plan-stage": stage, "plan-chapter": PlanChapterTemplates.chapter,
        "plan-table": PlanChapterTemplates.table,
    ]

    private static let plan = """
        <!DOCTYPE html>
        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width,initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{{{styleHash}}}'; base-uri 'none'; form-action 'none'"/>
        <meta name="referrer" content="no-referrer"/>
        <title>{{name}}: migration plan</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <div class="page">
        <header>
        <p class="eyebrow">Migration plan{{#isRehearsal}} for a rehearsal{{/isRehearsal}}</p>
        <h1>{{name}}</h1>
        <p class="soft small">As of {{at}} ({{zone}}). What is said here is derived from the plan, not claimed by it. {{records}}</p>
        </header>
        <main>
        {{#verdict}}<div class="banner {{look}}"><strong>{{sign}} {{short}}</strong>{{long}}</div>{{/verdict}}
        <dl class="tiles">
        {{#tiles}}<div class="tile"><dt>{{label}}</dt><dd>{{value}}<small>{{more}}</small></dd></div>
        {{/tiles}}</dl>
        <nav aria-label="Chapters"><ol class="chapters"><li><a href="#moves">What moves</a></li><li><a href="#map">Systems</a></li><li><a href="#calendar">Calendar</a></li><li><a href="#line">Stages</a></li><li><a href="#risks">Risks</a></li><li><a href="#owners">Who answers for what</a></li>{{#links}}<li><a href="#{{id}}">{{title}}</a></li>{{/links}}<li><a href="#findings">Open findings</a></li></ol></nav>
        <section aria-labelledby="moves"><h2 id="moves">What moves</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="What moves"><table class="stack units"><caption>Units are moved one at a time, each whole</caption><thead><tr><th scope="col">Unit</th><th scope="col">Domain</th><th scope="col">Hosts</th><th scope="col">Paths</th><th scope="col">What it carries</th><th scope="col" class="n">Sessions/h</th></tr></thead><tbody>
        {{#units}}<tr><th scope="row">{{id}}</th><td>{{domain}}</td><td>{{hosts}}</td><td><code>{{paths}}</code></td><td>{{entities}}</td><td class="n">{{sessions}}</td></tr>
        {{/units}}</tbody></table></div>
        </section>
        <section aria-labelledby="map"><h2 id="map">Systems and what goes between them</h2>
        <figure class="card"><div class="scroll" tabindex="0" role="region" aria-label="Map of the systems, a picture">{{{systemMap}}}</div>
        {{#hasEdges}}<figcaption><ol class="legend">{{#edges}}<li>{{says}}</li>{{/edges}}</ol></figcaption>{{/hasEdges}}</figure>
        </section>
        {{#early}}{{> plan-chapter}}{{/early}}
        <section aria-labelledby="line"><h2 id="line">The stages</h2>
        <figure class="card"><div class="scroll" tabindex="0" role="region" aria-label="The stages, a picture">{{{stageLine}}}</div>
        <figcaption><ul class="classes">{{#classes}}<li><span class="chip {{look}}">{{class}}</span> {{meaning}}</li>{{/classes}}</ul></figcaption></figure>
        {{#stages}}{{> plan-stage}}{{/stages}}</section>
        <section aria-labelledby="risks"><h2 id="risks">What could go wrong</h2>
        {{#hasRisks}}<figure class="card"><div class="scroll" tabindex="0" role="region" aria-label="Severity and detectability, a picture">{{{riskPicture}}}</div>
        <figcaption class="small soft">Numbers are ranks in the table below; the ground shows the priority of a risk that is neither likely nor unlikely. Detection is derived from how long the watching signals take against the time a stage waits. The table of priorities is this project's own and follows no published standard.</figcaption></figure>
        <div class="scroll" tabindex="0" role="region" aria-label="Risks"><table class="stack ranked"><caption>The most urgent first. S severity, O occurrence, D detection, each 1 to 10</caption><thead><tr><th scope="col" class="n">#</th><th scope="col">Risk</th><th scope="col">Where</th><th scope="col">Priority</th><th scope="col" class="n">S</th><th scope="col" class="n">O</th><th scope="col" class="n">D</th><th scope="col">What is done</th></tr></thead><tbody>
        {{#risks}}<tr><td class="n">{{rank}}</td><th scope="row">{{id}}<span class="sub">{{effect}}</span><span class="sub">D: {{why}}</span></th><td>{{where}}</td><td><span class="chip {{look}}">{{priority}}</span></td><td class="n">{{severity}}</td><td class="n">{{occurrence}}</td><td class="n">{{detection}}</td><td>{{mend}}</td></tr>
        {{/risks}}</tbody></table></div>{{/hasRisks}}{{^hasRisks}}<p>The plan names no risk.</p>{{/hasRisks}}
        </section>
        <section aria-labelledby="owners"><h2 id="owners">Who answers for what</h2>
        {{#questions}}<div class="card question"><h3><span class="chip {{look}}">{{state}}</span> {{asks}}</h3><p class="small soft">{{name}}</p><ul>{{#missing}}<li class="missing">Open: {{.}}</li>{{/missing}}{{#answers}}<li>{{.}}</li>{{/answers}}</ul></div>
        {{/questions}}
        {{#owners}}<h3>{{group}}</h3><div class="scroll" tabindex="0" role="region" aria-label="{{group}}"><table class="owners"><thead><tr><th scope="col">What</th><th scope="col">Owner</th><th scope="col">Deputy</th><th scope="col">Open</th></tr></thead><tbody>
        {{#lines}}<tr><th scope="row">{{id}}</th><td>{{owner}}</td><td>{{deputy}}</td><td>{{#isOpen}}<ul>{{#open}}<li class="missing">{{.}}</li>{{/open}}</ul>{{/isOpen}}{{^isOpen}}<span class="soft">nothing</span>{{/isOpen}}</td></tr>
        {{/lines}}</tbody></table></div>
        {{/owners}}</section>
        {{#late}}{{> plan-chapter}}{{/late}}
        <section aria-labelledby="findings"><h2 id="findings">Open findings</h2>
        {{#noFindings}}<p>No rule finds anything in this plan.</p>{{/noFindings}}
        {{#hasFindings}}<ul class="findings">{{#findings}}<li><p><span class="chip {{look}}">{{severity}} {{code}}</span> {{message}}</p><p class="small soft"><code>{{place}}</code>. To mend it: {{mend}}</p></li>{{/findings}}</ul>{{/hasFindings}}
        {{#hasSuppressed}}<h3>Findings that somebody lives with</h3><ul class="findings">{{#suppressed}}<li><p><span class="chip">{{code}}</span> {{message}}</p><p class="small soft">{{owner}} lives with it until {{expires}}: {{reason}} (<code>{{place}}</code>)</p></li>{{/suppressed}}</ul>{{/hasSuppressed}}
        </section>
        </main>
        <footer><p class="small soft">Plan digest <code>{{digest}}</code>, over {{#files}}<code>{{path}}</code> {{/files}}. Whoever signs, signs this digest.</p></footer>
        </div>
        </body>
        </html>

        """

    private static let stage = """
        <article class="card stage" aria-labelledby="stage-{{number}}"><header><h3 id="stage-{{number}}">{{number}}. {{id}} <span class="chip {{look}}">{{class}}</span></h3>
        <p class="small soft">{{about}}</p></header>
        <div class="halves"><div><h4>What moves</h4>
        {{#noMoves}}<p>Requests only; no writer changes.</p>{{/noMoves}}<ul>{{#moves}}<li>{{.}}</li>{{/moves}}</ul>
        <h4>Who decides</h4><dl class="pairs">{{#staff}}<div><dt>{{term}}</dt><dd{{#isMissing}} class="missing"{{/isMissing}}>{{words}}</dd></div>{{/staff}}</dl></div>
        <div><h4>The way back: {{class}}, {{meaning}}</h4>
        {{#hasPromise}}<p class="promise">{{promise}}</p>{{/hasPromise}}
        <ol class="chain">{{#why}}<li>{{text}}{{#hasPlace}} <code class="soft">{{place}}</code>{{/hasPlace}}</li>{{/why}}</ol>
        <dl class="pairs">{{#terms}}<div><dt>{{term}}</dt><dd{{#isMissing}} class="missing"{{/isMissing}}>{{words}}</dd></div>{{/terms}}</dl>
        <h4>When</h4><dl class="pairs">{{#order}}<div><dt>{{term}}</dt><dd{{#isMissing}} class="missing"{{/isMissing}}>{{words}}</dd></div>{{/order}}</dl></div></div>
        <h4>Gates</h4><ul>{{#gates}}<li><strong>{{signal}}</strong>: {{says}}{{unforeseen}}</li>{{/gates}}</ul>
        <div class="scroll" tabindex="0" role="region" aria-label="Expected times of stage {{id}}"><table class="expected"><caption>Expected time until each step is decided, and until a loss is caught; at least {{dwell}} at each step. Nine in ten: the time that is enough nine times in ten</caption><thead><tr><th scope="col">Step</th><th scope="col">Signal</th><th scope="col">Margin</th><th scope="col" class="n">Health</th><th scope="col" class="n">Nine in ten</th><th scope="col" class="n">Allowed</th><th scope="col" class="n">Catch 5 %</th><th scope="col" class="n">10 %</th><th scope="col" class="n">30 %</th></tr></thead>
        {{#steps}}<tbody>{{#none}}<tr><th scope="row">{{step}}<span class="sub">{{sessions}}</span></th><td colspan="8">{{noneWords}}</td></tr>{{/none}}{{#expected}}<tr>{{#first()}}<th scope="rowgroup" rowspan="{{rows}}">{{step}}<span class="sub">{{sessions}}</span></th>{{/first()}}<td>{{signal}}</td><td>{{margin}}</td><td class="n">{{hours}}</td><td class="n">{{atMost}}</td><td class="n{{#late}} missing{{/late}}">{{allowed}}</td><td class="n">{{five}}</td><td class="n">{{ten}}</td><td class="n">{{thirty}}</td></tr>{{/expected}}</tbody>{{/steps}}
        </table></div>
        <h4>What is said</h4>{{#noWords}}<p class="missing">Nothing is prepared.</p>{{/noWords}}{{#hasWords}}<dl class="pairs">{{#words}}<div><dt>{{term}}</dt><dd{{#isMissing}} class="missing"{{/isMissing}}>{{words}}</dd></div>{{/words}}{{#hasAudiences}}{{#audiences}}<div><dt>{{who}}</dt><dd>{{how}}</dd></div>{{/audiences}}{{/hasAudiences}}</dl>{{/hasWords}}
        {{#hasChanges}}<h4>What customers notice</h4><dl class="pairs">{{#changes}}<div><dt>{{what}}</dt><dd{{#open}} class="missing"{{/open}}>{{how}}</dd></div>{{/changes}}</dl>{{/hasChanges}}</article>

        """
}
