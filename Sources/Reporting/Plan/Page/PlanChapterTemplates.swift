/// The text of a chapter and of a table, whatever they are about. Every value is escaped but the picture.
enum PlanChapterTemplates {
    static let chapter = """
        <section aria-labelledby="{{id}}"><h2 id="{{id}}">{{title}}</h2>
        {{#sentences}}<p class="small soft">{{.}}</p>{{/sentences}}
        {{#hasTiles}}<dl class="tiles">{{#tiles}}<div class="tile"><dt>{{label}}</dt><dd>{{value}}<small>{{more}}</small></dd></div>{{/tiles}}</dl>{{/hasTiles}}
        {{#hasPicture}}<figure class="card"><div class="scroll" tabindex="0" role="region" aria-label="{{label}}">{{{svg}}}</div><figcaption class="small soft">{{caption}}</figcaption></figure>{{/hasPicture}}
        {{#hasPairs}}<dl class="pairs">{{#pairs}}<div><dt>{{term}}</dt><dd{{#isMissing}} class="missing"{{/isMissing}}>{{words}}</dd></div>{{/pairs}}</dl>{{/hasPairs}}
        {{#tables}}{{> plan-table}}{{/tables}}</section>

        """

    static let table = """
        {{#hasTitle}}<h3>{{title}}</h3>{{/hasTitle}}<div class="scroll" tabindex="0" role="region" aria-label="{{label}}"><table class="stack">{{#hasCaption}}<caption>{{caption}}</caption>{{/hasCaption}}<thead><tr>{{#heads}}<th scope="col"{{#hasLook}} class="{{look}}"{{/hasLook}}>{{text}}</th>{{/heads}}</tr></thead><tbody>
        {{#rows}}<tr{{#hasAnchor}} id="{{anchor}}"{{/hasAnchor}}><th scope="row">{{name}}{{#hasMore}}<span class="sub">{{more}}</span>{{/hasMore}}</th>{{#cells}}<td{{#hasLook}} class="{{look}}"{{/hasLook}}>{{#hasLink}}<a href="{{link}}">{{text}}</a>{{/hasLink}}{{^hasLink}}{{text}}{{/hasLink}}{{#hasMore}}<span class="sub">{{more}}</span>{{/hasMore}}</td>{{/cells}}</tr>
        {{/rows}}</tbody></table></div>{{#hasLeft}}<p class="small soft">{{left}}</p>{{/hasLeft}}

        """
}
