extension Asset {
  static let page = Asset(
    path: "/", type: "text/html; charset=utf-8",
    text: #"""
      <!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>Bulkhead</title>
          <link rel="icon" href="/icon.svg" type="image/svg+xml">
          <link rel="stylesheet" href="/style.css">
          <script type="module" src="/main.js"></script>
        </head>
        <body>
          <a class="skip" href="#content">Skip to content</a>
          <header class="bar">
            <h1 class="brand"><img src="/icon.svg" alt="" width="22" height="22"><span>Bulkhead</span><span id="repository" class="repository"></span></h1>
            <nav class="tabs" aria-label="Views">
              <a href="#/map" data-view="map">Map</a>
              <a href="#/rules" data-view="rules">Rules<span id="rules-count" class="count" hidden></span></a>
              <a href="#/fleet" data-view="fleet">Fleet<span id="fleet-count" class="count" hidden></span></a>
            </nav>
            <p id="connection" class="connection" role="status" data-state="connecting">connecting</p>
          </header>
          <main id="content" tabindex="-1">
            <section id="map" class="view" aria-label="Map" hidden>
              <div class="toolbar">
                <label class="search">
                  <span class="hidden-label">Find a target</span>
                  <input id="search" type="search" placeholder="Find a target" autocomplete="off" spellcheck="false" aria-keyshortcuts="/">
                  <kbd aria-hidden="true">/</kbd>
                </label>
                <div id="groups" class="chips" role="group" aria-label="Groups shown"></div>
                <div class="zoom" role="group" aria-label="Zoom">
                  <button id="zoom-out" type="button" aria-label="Smaller">−</button>
                  <button id="zoom-fit" type="button">Fit</button>
                  <button id="zoom-in" type="button" aria-label="Larger">+</button>
                </div>
              </div>
              <p id="summary" class="summary" role="status"></p>
              <div class="plan">
                <div id="canvas" class="canvas" tabindex="-1"></div>
                <aside id="panel" class="panel" aria-label="Selected target" hidden></aside>
              </div>
              <p class="legend">
                <span><svg width="28" height="10" aria-hidden="true"><path class="edge" d="M1 5H27"/></svg>imports, downwards</span>
                <span><svg width="28" height="10" aria-hidden="true"><path class="edge implied" d="M1 5H27"/></svg>imports, and reaches by others too</span>
                <span><svg width="28" height="10" aria-hidden="true"><path class="edge declared" d="M1 5H27"/></svg>declared or asked for only</span>
                <span><svg width="28" height="10" aria-hidden="true"><path class="edge broken" d="M1 5H27"/></svg>has findings</span>
              </p>
            </section>
            <section id="rules" class="view" aria-label="Rules" hidden></section>
            <section id="fleet" class="view" aria-label="Fleet" hidden></section>
            <noscript><p class="note">This page draws its views with JavaScript, which is switched off.</p></noscript>
          </main>
        </body>
      </html>
      """#)
}
