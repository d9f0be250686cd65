extension Asset {
  static let style = Asset(
    path: "/style.css", type: "text/css; charset=utf-8",
    text: #"""
      :root {
        color-scheme: light dark;
        --paper: #f6f7f9; --surface: #ffffff; --deck: #eff1f5; --ink: #1b2330; --soft: #566274; --line: #dde2ea; --edge: #8a97a9;
        --faint: #c3cbd6; --accent: #2459c9; --accent-tint: #e6edfb; --bad: #c42b2f; --bad-tint: #fdeceb; --good: #2e7d4f; --wait: #8a6a12;
        --shadow: 0 1px 2px rgb(20 30 50 / .06), 0 8px 28px rgb(20 30 50 / .09);
        --g0: #3d67a8; --g1: #2d7d78; --g2: #8d6c1c; --g3: #75559a; --g4: #56753a; --g5: #5b6879; --g6: #85603f; --g7: #5459a8; --g8: #2f7595; --g9: #7a6079;
        --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
        font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif;
        color: var(--ink); background: var(--paper);
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --paper: #10141a; --surface: #181e27; --deck: #141a22; --ink: #e3e8ef; --soft: #98a4b5; --line: #29313d; --edge: #68768a;
          --faint: #38424f; --accent: #86aef5; --accent-tint: #1c2a45; --bad: #f2777a; --bad-tint: #3a1e22; --good: #6cc492; --wait: #d9b45c;
          --shadow: 0 1px 2px rgb(0 0 0 / .4), 0 8px 28px rgb(0 0 0 / .4);
          --g0: #82a8e4; --g1: #62bfb8; --g2: #d0ab55; --g3: #b795dd; --g4: #98bb74; --g5: #9fadbf; --g6: #cba17a; --g7: #9a9ff0; --g8: #72b7d6; --g9: #c09fbe;
        }
      }
      * { box-sizing: border-box; }
      body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; }
      h1, h2, h3, p, ul, dl, dd, pre { margin: 0; padding: 0; }
      ul { list-style: none; }
      a { color: var(--accent); text-underline-offset: 3px; }
      button, input { font: inherit; color: inherit; }
      code, .mono { font-family: var(--mono); font-size: .867em; }
      [hidden] { display: none !important; }
      :focus { outline: none; }
      :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
      .hidden-label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      .skip { position: absolute; left: -100vw; top: 8px; z-index: 9; background: var(--surface); padding: 8px 14px; }
      .skip:focus { left: 8px; }
      .soft { color: var(--soft); }
      .bad { color: var(--bad); }

      .bar { display: flex; align-items: center; gap: 8px 28px; padding: 0 28px; min-height: 58px; background: var(--surface); border-bottom: 1px solid var(--line); }
      .brand { display: flex; align-items: center; gap: 10px; font-size: 16px; font-weight: 650; letter-spacing: -.01em; }
      .repository { color: var(--soft); font-weight: 400; padding-left: 12px; border-left: 1px solid var(--line); }
      .repository:empty { display: none; }
      .tabs { display: flex; gap: 4px; align-self: stretch; }
      .tabs a { display: flex; align-items: center; gap: 7px; padding: 0 14px; color: var(--soft); text-decoration: none; border-bottom: 2px solid transparent; border-top: 2px solid transparent; }
      .tabs a:hover { color: var(--ink); }
      .tabs a[aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
      .count { min-width: 20px; padding: 0 6px; border-radius: 10px; font-size: 12px; line-height: 20px; font-weight: 600; text-align: center; background: var(--bad); color: var(--surface); }
      .count.calm { background: var(--faint); color: var(--ink); }
      .connection { margin-left: auto; display: flex; align-items: center; gap: 8px; font-size: 13px; color: var(--soft); white-space: nowrap; }
      .connection::before, .dot { content: ""; flex: none; display: inline-block; width: 9px; height: 9px; border-radius: 50%; background: var(--faint); }
      .connection[data-state=live]::before { background: var(--good); }
      .connection[data-state=lost] { color: var(--bad); }
      .connection[data-state=lost]::before { background: var(--bad); }

      main { flex: 1; display: flex; flex-direction: column; }
      .view { flex: 1; padding: 22px 28px 32px; }
      .note { max-width: 64ch; padding: 28px; color: var(--soft); }
      .note p + p { margin-top: 10px; }
      h2 { font-size: 20px; font-weight: 650; letter-spacing: -.01em; }
      h3 { font-size: 12px; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }

      #map { display: flex; flex-direction: column; gap: 14px; }
      .toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 18px; }
      .search { position: relative; flex: 0 0 230px; }
      .search input { width: 100%; height: 34px; padding: 0 34px 0 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); }
      .search kbd { position: absolute; right: 8px; top: 7px; padding: 0 6px; border: 1px solid var(--line); border-radius: 4px; font: 12px/18px var(--mono); color: var(--soft); pointer-events: none; }
      .search input:focus + kbd, .search input:not(:placeholder-shown) + kbd { display: none; }
      .chips { display: flex; flex-wrap: wrap; gap: 6px; flex: 1 1 300px; }
      .chip { display: inline-flex; align-items: center; gap: 7px; height: 30px; padding: 0 11px; border: 1px solid var(--line); border-radius: 15px; background: var(--surface); font-size: 13px; cursor: pointer; text-decoration: none; color: var(--ink); }
      .chip::before { content: ""; width: 8px; height: 8px; border-radius: 2px; background: var(--hue, var(--soft)); }
      .chip:hover { border-color: var(--edge); }
      .chip[aria-pressed=false] { color: var(--soft); background: transparent; }
      .chip[aria-pressed=false]::before { background: transparent; box-shadow: inset 0 0 0 1.5px var(--hue, var(--soft)); }
      .zoom { display: flex; }
      .zoom button { height: 32px; min-width: 34px; padding: 0 10px; border: 1px solid var(--line); background: var(--surface); cursor: pointer; }
      .zoom button + button { margin-left: -1px; }
      .zoom button:first-child { border-radius: 8px 0 0 8px; }
      .zoom button:last-child { border-radius: 0 8px 8px 0; }
      .zoom button:hover { background: var(--deck); }
      .summary { color: var(--soft); font-size: 14px; }
      .summary b { font-weight: 600; color: var(--ink); }
      .summary a b { color: var(--accent); }
      .summary .bad b { color: var(--bad); }
      .plan { flex: 1; display: flex; gap: 20px; align-items: flex-start; min-height: 0; }
      .canvas { flex: 1; min-width: 0; max-height: max(420px, 100vh - 236px); overflow: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 18px; }
      .canvas svg { display: block; margin: 0 auto; }
      .legend { display: flex; flex-wrap: wrap; gap: 6px 24px; font-size: 13px; color: var(--soft); }
      .legend span { display: inline-flex; align-items: center; gap: 8px; }

      .deck rect { fill: var(--deck); }
      .deck text { fill: var(--soft); font-size: 11px; font-weight: 600; letter-spacing: .07em; text-transform: uppercase; }
      .edge { fill: none; stroke: var(--edge); stroke-width: 1.2; }
      .edge.implied { stroke: var(--faint); stroke-width: 1; }
      .dense .edge { stroke: var(--faint); stroke-width: 1; }
      .dense .edge.implied { opacity: .45; }
      .edge.declared, .edge.asked { stroke-dasharray: 4 4; }
      .edge.broken, .dense .edge.broken { stroke: var(--bad); stroke-width: 2; }
      .edge.warned, .dense .edge.warned { stroke: var(--wait); stroke-width: 1.6; }
      .reach { fill: none; stroke: transparent; stroke-width: 11; cursor: pointer; }
      .node { cursor: pointer; }
      .node .box { fill: var(--surface); stroke: var(--line); stroke-width: 1; }
      .node .tint { fill: var(--hue, var(--soft)); opacity: .07; }
      .node .mark { fill: var(--hue, var(--soft)); }
      .node .name { fill: var(--ink); font-size: 13px; font-weight: 600; }
      .node .size { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
      .node .flag { fill: var(--bad); }
      .node .flag.mild { fill: var(--wait); }
      .node .flag-text { fill: var(--surface); font-size: 10px; font-weight: 700; text-anchor: middle; }
      .node:hover .box { stroke: var(--hue, var(--soft)); }
      .node:focus { outline: none; }
      .node:focus-visible .ring { stroke: var(--accent); }
      .node .ring { fill: none; stroke: transparent; stroke-width: 2; }
      .node[aria-pressed=true] .box { stroke: var(--hue, var(--accent)); stroke-width: 2; }
      .node[aria-pressed=true] .tint { opacity: .16; }
      .node.broken .box { stroke: var(--bad); }
      .drawing.selected .node:not(.near), .drawing.searching .node:not(.found) { opacity: .28; }
      .drawing.selected .edge:not(.near) { opacity: .18; }
      .drawing.selected .edge.near { stroke-width: 1.8; stroke: var(--ink); opacity: 1; }
      .drawing.selected .edge.near.broken { stroke: var(--bad); stroke-width: 2.4; }
      .drawing.searching .edge { opacity: .2; }
      .drawing .node, .drawing .edge { transition: opacity .12s; }

      .panel { flex: 0 0 390px; position: sticky; top: 16px; max-height: calc(100vh - 32px); overflow: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); padding: 20px 22px 24px; }
      .panel header { display: flex; gap: 12px; align-items: flex-start; }
      .panel header div { flex: 1; min-width: 0; }
      .panel h2 { overflow-wrap: anywhere; }
      .panel section { margin-top: 22px; }
      .panel h3 { display: flex; gap: 8px; margin-bottom: 6px; }
      .panel .ends { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
      .panel .facts { font-size: 14px; color: var(--soft); overflow-wrap: anywhere; }
      .close { flex: none; width: 32px; height: 32px; border: 0; border-radius: 8px; background: transparent; font-size: 20px; line-height: 1; color: var(--soft); cursor: pointer; }
      .close:hover { background: var(--deck); color: var(--ink); }
      .tie { border-top: 1px solid var(--line); font-size: 14px; }
      .tie:last-child { border-bottom: 1px solid var(--line); }
      .tie summary { display: flex; align-items: center; gap: 9px; padding: 7px 2px; cursor: pointer; list-style: none; }
      .tie summary::-webkit-details-marker { display: none; }
      .tie summary::before { content: ""; flex: none; width: 8px; height: 8px; border-radius: 2px; background: var(--hue, var(--faint)); }
      .tie summary .soft { margin-left: auto; white-space: nowrap; font-size: 13px; }
      .tie summary::after { content: "›"; color: var(--soft); width: 10px; text-align: center; }
      .tie[open] summary::after { transform: rotate(90deg); }
      .tie .body { padding: 0 2px 10px 19px; }
      .tie .go { display: inline-block; margin-top: 6px; font-size: 13px; }
      .places { font-family: var(--mono); font-size: 12.5px; line-height: 1.65; overflow-wrap: anywhere; }
      .places .when { color: var(--soft); }
      .finding { margin: 8px 0; padding: 9px 12px; border-left: 3px solid var(--bad); border-radius: 0 8px 8px 0; background: var(--bad-tint); font-size: 14px; overflow-wrap: anywhere; }
      .finding.warning { border-left-color: var(--wait); background: var(--deck); }
      .finding .where { display: block; margin-top: 4px; font-family: var(--mono); font-size: 12.5px; color: var(--soft); }
      .rule-link { display: flex; align-items: center; gap: 9px; padding: 4px 2px; font-size: 14px; text-decoration: none; color: var(--ink); overflow-wrap: anywhere; }
      .rule-link:hover { text-decoration: underline; }
      .dot { align-self: center; }
      .dot.holds, .dot.ready, .dot.ok { background: var(--good); }
      .dot.warning, .dot.draining, .dot.failing { background: var(--wait); }
      .dot.broken, .dot.down, .dot.exited, .dot.wrong { background: var(--bad); }
      .dot.starting, .dot.off { background: transparent; box-shadow: inset 0 0 0 2px var(--edge); }

      .lead { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; margin-bottom: 18px; }
      .cards { display: grid; gap: 14px; }
      .card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 18px 22px; min-width: 0; }
      .card:target, .card.marked { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
      #rules .cards { grid-template-columns: repeat(auto-fill, minmax(min(100%, 560px), 1fr)); align-items: start; max-width: 1500px; }
      .rule header { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; }
      .rule h2 { font: 600 15px/1.5 var(--mono); overflow-wrap: anywhere; }
      .tag { padding: 0 8px; border-radius: 5px; background: var(--deck); color: var(--soft); font-size: 12px; line-height: 21px; white-space: nowrap; }
      .rule .state { margin-left: auto; font-size: 13px; color: var(--soft); white-space: nowrap; }
      .rule .state.broken { color: var(--bad); font-weight: 600; }
      .rule .state.warning { color: var(--wait); font-weight: 600; }
      .rule .reason { margin-top: 8px; max-width: 78ch; }
      .rule .sentence { margin-top: 6px; max-width: 78ch; font-size: 14px; color: var(--soft); overflow-wrap: anywhere; }
      .rule h3 { margin: 16px 0 6px; }
      .rule details { margin-top: 12px; font-size: 14px; }
      .rule details summary { cursor: pointer; color: var(--soft); }
      .rule details .chips { margin-top: 10px; }
      .rule .chip { height: 26px; font-size: 12.5px; }
      table { border-collapse: collapse; width: 100%; font-size: 14px; }
      th { text-align: left; font-weight: 500; color: var(--soft); font-size: 13px; }
      th, td { padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
      td:last-child, th:last-child { padding-right: 0; }
      td:nth-child(4), td:nth-child(5) { white-space: nowrap; }
      .more { margin-top: 6px; height: 30px; padding: 0 12px; border: 1px solid var(--line); border-radius: 8px; background: transparent; font-size: 13px; cursor: pointer; }

      #fleet .cards { grid-template-columns: repeat(auto-fill, minmax(min(100%, 390px), 1fr)); align-items: start; }
      .process header { display: flex; align-items: center; gap: 11px; }
      .process h2 { font-size: 16px; overflow-wrap: anywhere; }
      .process .state { margin-left: auto; padding: 0 10px; border-radius: 12px; font-size: 13px; line-height: 24px; font-weight: 600; background: var(--deck); color: var(--soft); }
      .process[data-state=ready] .state { color: var(--good); }
      .process[data-state=draining] .state, .process[data-state=failing] .state { color: var(--wait); }
      .process[data-state=down], .process[data-state=exited] { border-color: var(--bad); }
      .process[data-state=down] .state, .process[data-state=exited] .state { background: var(--bad); color: var(--surface); }
      .process .dot { width: 11px; height: 11px; }
      .process .line { margin-top: 4px; padding-left: 22px; font-size: 13px; color: var(--soft); overflow-wrap: anywhere; }
      .figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; margin-top: 16px; }
      .figures dt { font-size: 12px; color: var(--soft); }
      .figures dd { font-size: 18px; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
      .figures dd small { font-size: 12px; font-weight: 400; color: var(--soft); margin-left: 3px; }
      .spark { display: block; width: 100%; height: 34px; margin-top: 12px; }
      .spark path { fill: none; stroke: var(--g0); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
      .spark .fill { fill: var(--g0); opacity: .1; stroke: none; }
      .spark .base { stroke: var(--line); }
      .checks { margin-top: 14px; border-top: 1px solid var(--line); font-size: 14px; }
      .checks li { display: flex; align-items: baseline; gap: 10px; padding: 7px 0; border-bottom: 1px solid var(--line); }
      .checks .message { color: var(--soft); overflow-wrap: anywhere; }
      .checks .wrong-text { color: var(--bad); }
      .checks .took { margin-left: auto; color: var(--soft); font-size: 13px; white-space: nowrap; font-variant-numeric: tabular-nums; }
      .checks .took small { margin-left: 2px; }
      .last { margin-top: 14px; max-height: 220px; overflow: auto; padding: 10px 12px; border-radius: 8px; background: var(--deck); font: 12px/1.6 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
      .process .message { margin-top: 12px; font-size: 14px; overflow-wrap: anywhere; }
      .stale .cards { opacity: .5; }

      @media (max-width: 900px) {
        .plan { display: block; }
        .canvas { max-height: none; }
        .plan:has(.panel:not([hidden])) { padding-bottom: 64vh; }
        .node { scroll-margin: 24px; }
        .panel { position: fixed; z-index: 5; left: 0; right: 0; bottom: 0; top: auto; max-height: 62vh; border-radius: 16px 16px 0 0; border-width: 1px 0 0; }
      }
      @media (max-width: 640px) {
        .bar { flex-wrap: wrap; padding: 10px 16px 0; gap: 4px 12px; }
        .tabs { order: 3; width: 100%; height: 42px; }
        .tabs a { flex: 1; justify-content: center; padding: 0 8px; }
        .view { padding: 16px 16px 28px; }
        .search { flex: 1 1 100%; }
        .search kbd { display: none; }
        .search input, .chip { height: 38px; }
        .chip { border-radius: 19px; }
        .zoom button { height: 38px; }
        .chips { flex: 1 1 100%; }
        .canvas { padding: 10px; }
        .card { padding: 16px; }
        .rule .state { margin-left: 0; }
        .figures { grid-template-columns: repeat(2, 1fr); }
        .panel { padding: 16px 18px 22px; }
        table, tbody, tr, td { display: block; }
        thead { display: none; }
        tr { padding: 8px 0; border-bottom: 1px solid var(--line); }
        td { display: flex; gap: 12px; padding: 2px 0; border: 0; }
        td::before { content: attr(data-title); flex: 0 0 60px; color: var(--soft); font-size: 13px; }
      }
      @media (prefers-reduced-motion: reduce) { * { transition: none !important; scroll-behavior: auto !important; } }
      @media (forced-colors: active) { .node .box, .edge { stroke: CanvasText; } .chip::before, .dot { forced-color-adjust: none; } }
      .g0 { --hue: var(--g0); } .g1 { --hue: var(--g1); } .g2 { --hue: var(--g2); } .g3 { --hue: var(--g3); } .g4 { --hue: var(--g4); }
      .g5 { --hue: var(--g5); } .g6 { --hue: var(--g6); } .g7 { --hue: var(--g7); } .g8 { --hue: var(--g8); } .g9 { --hue: var(--g9); }
      """#)
}
