/// The page's text. Every value is escaped; `{{{…}}}` only for the style.
enum RelocationPageTemplates {
    static let all = [
        "relocation": page, "plan-chapter": PlanChapterTemplates.chapter, "plan-table": PlanChapterTemplates.table,
    ]

    private static let page = """
        <!DOCTYPE html>
        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width,initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{{{styleHash}}}'; base-uri 'none'; form-action 'none'"/>
        <meta name="referrer" content="no-referrer"/>
        <title>{{name}}: validation report</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <div class="page">
        <header>
        <p class="eyebrow">Validation report of a relocation</p>
        <h1>{{name}}</h1>
        <p class="soft small">As of {{at}}. Every figure was measured and leads to what it comes from; what nobody measured says so.</p>
        </header>
        <main>
        {{#verdict}}<div class="banner {{look}}"><strong>{{sign}} {{short}}</strong>{{long}}</div>{{/verdict}}
        <dl class="tiles">
        {{#tiles}}<div class="tile"><dt>{{label}}</dt><dd{{#isMissing}} class="missing"{{/isMissing}}>{{value}}<small>{{more}}</small></dd></div>
        {{/tiles}}</dl>
        <nav aria-label="Chapters"><ol class="chapters">{{#chapters}}<li><a href="#{{id}}">{{title}}</a></li>{{/chapters}}</ol></nav>
        {{#chapters}}{{> plan-chapter}}{{/chapters}}
        <section aria-labelledby="verify"><h2 id="verify">How to verify this report</h2>
        <p>With this program: <code>sluice relocation report verify --bundle .</code></p>
        <p>Without it, in the folder that this page lies in:</p>
        <pre>sha256sum -c SHA256SUMS
        {{#signers}}ssh-keygen -Y verify -f allowed_signers -I {{id}} -n sluice-report -s report.{{id}}.sig &lt; report.{{id}}.txt
        {{/signers}}sha256sum report.json SHA256SUMS     # must be what each report.NAME.txt says after "report" and "head"</pre>
        <p class="small soft">A sign-off names the report, the plan, and as its head the list of all files of this folder, so that a record that was changed afterwards no longer fits. The keys in <code>allowed_signers</code> are those that the plan has under <code>people</code>: compare them with what you were given.</p>
        </section>
        </main>
        <footer><p class="small soft">Plan digest <code>{{plan}}</code>. Whoever signs, signs the SHA-256 of <code>report.json</code>, which holds all that stands here.</p></footer>
        </div>
        </body>
        </html>

        """
}
