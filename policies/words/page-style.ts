// One calm look for the block page and the problem page: no images, no fonts from elsewhere, light and dark, print.
// Contrast of text is at least 7:1 in both schemes, of borders of controls at least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #eef1f5; --sheet: #ffffff; --text: #17212e; --quiet: #47546a; --line: #d8dee8;
  --accent: #1f4fa3; --accent-text: #ffffff; --care: #eaf5ef; --care-line: #2d7a55; --care-text: #123d29;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151c; --sheet: #1a212b; --text: #eef2f7; --quiet: #b3bfcf; --line: #364253;
    --accent: #a9c7ff; --accent-text: #0c1a33; --care: #16302a; --care-line: #63c39a; --care-text: #d5f2e4;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--text); font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: clamp(1rem, 6vh, 4.5rem) 1rem 2rem; }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-top: .375rem solid var(--accent); border-radius: .5rem; padding: clamp(1.25rem, 5vw, 2.75rem); }
.school { margin: 0 0 1.25rem; color: var(--quiet); font-size: .9375rem; }
h1 { margin: 0; font-size: clamp(1.625rem, 5vw, 2.25rem); line-height: 1.15; letter-spacing: -.015em; text-wrap: balance; }
h2 { margin: 0 0 .25rem; font-size: 1.0625rem; line-height: 1.35; }
p { margin: 0 0 .75rem; text-wrap: pretty; }
p:last-child { margin-bottom: 0; }
a { color: var(--accent); text-underline-offset: .15em; }
.site { margin: .75rem 0 1.25rem; font-size: 1.125rem; color: var(--quiet); overflow-wrap: anywhere; }
.site strong { color: var(--text); font-weight: 600; }
.said { margin-top: 1rem; }
.why { font-size: 1.1875rem; line-height: 1.45; }
.definition { padding-left: 1rem; border-left: .1875rem solid var(--line); color: var(--quiet); }
.care { margin: 1.25rem 0 1.5rem; padding: 1rem 1.25rem; background: var(--care); color: var(--care-text); border-left: .25rem solid var(--care-line); border-radius: .25rem; }
.care a { color: inherit; font-weight: 600; }
.care ul { margin: .5rem 0 0; padding: 0; list-style: none; }
.care li { padding: .25rem 0; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.75rem 0 0; padding: 0; list-style: none; }
.action { display: inline-block; min-height: 2.75rem; padding: .5625rem 1.25rem; border: .125rem solid var(--accent); border-radius: .375rem; color: var(--accent); font-weight: 600; text-decoration: none; }
.action.first { background: var(--accent); color: var(--accent-text); }
button.action { font: inherit; font-weight: 600; cursor: pointer; }
button.action:not(.first) { background: none; }
[hidden] { display: none !important; }
form:not(.actions) { margin: 1.5rem 0; }
.asks { font-weight: 600; }
.code { width: 100%; max-width: 20rem; min-height: 2.75rem; padding: .5rem .75rem; border: .125rem solid var(--quiet); border-radius: .375rem; background: var(--sheet); color: var(--text); font: 600 1.25rem ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace; letter-spacing: .04em; text-transform: uppercase; }
.action:hover { text-decoration: underline; text-decoration-thickness: .125rem; }
a:focus-visible, button:focus-visible, .code:focus-visible { outline: .1875rem solid var(--text); outline-offset: .1875rem; }
.tongues { display: flex; flex-wrap: wrap; gap: 0 .5rem; }
.tongue { position: relative; order: -1; margin-bottom: 1.25rem; padding: .1875rem .875rem; border: 1px solid var(--quiet); border-radius: 2rem; color: var(--quiet); font-size: .9375rem; cursor: pointer; }
.tongue input { position: absolute; opacity: 0; }
.tongue:has(:checked) { border-color: var(--accent); background: var(--accent); color: var(--accent-text); }
.tongue:has(:focus-visible) { outline: .1875rem solid var(--text); outline-offset: .1875rem; }
.tongue:not(:has(:checked)) + .version { display: none; }
.version { flex: 1 0 100%; min-width: 0; }
.talk { margin: 1.75rem 0 0; }
dl { display: grid; align-items: baseline; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .5rem 1.25rem; margin: 1.75rem 0 0; padding-top: 1.5rem; border-top: 1px solid var(--line); font-size: .9375rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.reference { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace; font-size: 1.0625rem; font-weight: 600; letter-spacing: .04em; white-space: nowrap; }
@media (max-width: 30rem) {
  .actions li, .action { width: 100%; }
  .action { text-align: center; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .625rem; }
}
@media (forced-colors: active) {
  .action { border-color: LinkText; }
  .tongue:has(:checked) { border: .1875rem solid Highlight; }
}
@media print {
  :root { --ground: #fff; --sheet: #fff; --text: #000; --quiet: #333; --line: #999; --accent: #000; --accent-text: #000; --care: #fff; --care-line: #000; --care-text: #000; }
  main { max-width: none; padding: 0; }
  .sheet { border: 0; padding: 0; }
  .actions, .tongue { display: none; }
}
`;
