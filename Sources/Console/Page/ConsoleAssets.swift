/// What only the live page needs beside the common look, and its script.
///
/// A part that is renewed keeps what the reader did to it: what is folded out, scrolled aside, or in focus.
enum ConsoleAssets {
    static let script = """
        (()=>{const link=document.getElementById('link');const source=new EventSource('/events');\
        source.onopen=()=>{link.textContent='Live'};\
        source.onerror=()=>{link.textContent='Not connected: the page stands as it was; trying again'};\
        source.onmessage=event=>{const cut=event.data.indexOf('\\n');\
        const part=document.getElementById(event.data.slice(0,cut));link.textContent='Live';if(!part)return;\
        const open=[...part.querySelectorAll('details[open]')].map(it=>it.id);\
        const left=[...part.querySelectorAll('.scroll')].map(it=>[it.id,it.scrollLeft]);\
        const focus=part.contains(document.activeElement)?document.activeElement.id:'';\
        part.innerHTML=event.data.slice(cut+1);const find=id=>id?document.getElementById(id):null;\
        for(const id of open){const it=find(id);if(it)it.open=true}\
        for(const [id,x] of left){const it=find(id);if(it)it.scrollLeft=x}\
        const it=find(focus);if(it)it.focus({preventScroll:true})}})();
        """

    static let style = """
        .top{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:end;gap:.4rem 1rem}
        .gates{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,310px),1fr));gap:.8rem;align-items:start}.gate{margin:0}
        .gate h3,.tree h3{margin:.1rem 0 .4rem;display:flex;justify-content:space-between;gap:.5rem;align-items:center}
        .gate .bar{width:100%}.bar-line{margin:.5rem 0 0}.sides{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2rem .8rem;align-items:center}
        .sides p{margin:.1rem 0}
        figure{margin:.6rem 0 0}.facts{margin:.6rem 0 0;border-top:1px solid var(--line)}
        .facts>div{display:grid;grid-template-columns:7.2rem 1fr;gap:.1rem .6rem;padding:.25rem 0;border-bottom:1px solid var(--line)}
        .facts>div:last-child{border-bottom:0}.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
        .roles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.4rem .8rem;margin:.6rem 0}
        .roles dt{color:var(--soft);font-size:.82rem}.roles dd{margin:0;font-weight:650;overflow-wrap:anywhere}
        .card>.banner{margin:.2rem 0 .8rem;max-width:none}.incident{border-color:var(--bad)}.incident h3,.gate h3{overflow-wrap:anywhere}
        .told{list-style:none;margin:0;padding:0}.told li{padding:.4rem 0;border-top:1px solid var(--line)}
        .paces{min-width:680px}.paces th{white-space:nowrap}.closed{padding-left:1.1rem}summary{cursor:pointer}
        .tree,.steps{list-style:none;margin:0;padding:0}
        .tree{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,250px),1fr));gap:.8rem}.tree .card{margin:0}
        .tree .now{border-color:var(--accent);box-shadow:inset 3px 0 0 var(--accent)}
        .steps{display:flex;flex-wrap:wrap;gap:.15rem .9rem;font-size:.9rem;margin:.4rem 0;color:var(--soft)}
        .steps .open{color:var(--ink);font-weight:650}.steps .done{color:var(--good)}
        .meter{width:100%;margin:.3rem 0}.meter-on{fill:var(--new)}
        .spark{width:100%;max-width:760px;height:auto}.spark .old-line,.spark .new-line{fill:none;stroke-width:2}.spark .new-line{stroke-dasharray:none}
        .spark .old-line{stroke-dasharray:4 3}
        .card .tile{background:var(--paper)}
        .tail{min-width:560px}.tail tr.bad td{color:var(--bad);font-weight:600}.tail tr.good td{color:var(--good)}
        .tail tr.warn td,p.warn{color:var(--warn)}p.bad{color:var(--bad);font-weight:600}
        @media (max-width:560px){.page{padding:1rem .8rem 3rem}.card{padding:.8rem}}
        """
}
