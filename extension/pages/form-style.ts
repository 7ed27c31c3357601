// What forms of the extension's pages add to the house's style. Borders of fields have a contrast of at least 3:1 (WCAG 2.2, 1.4.11).
export const formStyle = `
.field { margin: 1.25rem 0; }
.field label, fieldset legend { display: block; font-weight: 600; padding: 0; }
.field label { margin-bottom: .25rem; }
.hint { margin: .125rem 0 .375rem; color: var(--quiet); font-size: .9375rem; }
.wrong { margin: .125rem 0 .375rem; font-weight: 600; color: var(--bad); }
.field input:not([type=checkbox]), .field textarea, .field select { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: .125rem solid var(--quiet); border-radius: .375rem; background: var(--sheet); color: var(--text); font: inherit; }
.field textarea { min-height: 8rem; resize: vertical; }
.field input[aria-invalid=true]:not([type=checkbox]), .field textarea[aria-invalid=true], .field select[aria-invalid=true] { border-color: var(--bad); }
.tick { display: flex; gap: .75rem; align-items: flex-start; margin: 1.25rem 0; }
.tick input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent); }
input:focus-visible, textarea:focus-visible, select:focus-visible { outline: .1875rem solid var(--text); outline-offset: .125rem; }
.row { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0 1rem; }
.row .field { margin: 0 0 1rem; }
#news:not(:empty) { margin: 1.25rem 0 0; padding: 1rem 1.25rem; background: var(--care); color: var(--care-text); border-left: .25rem solid var(--care-line); border-radius: .25rem; }
:root { --bad: #a3202f; }
@media (prefers-color-scheme: dark) { :root { --bad: #ffb3b8; } }
`;
