// What the popup adds to the house's style: it is narrow, and it is read at a glance.
export const popupStyle = `
body { width: 23rem; min-height: 0; font-size: .9375rem; background: var(--sheet); }
header { display: flex; gap: .75rem; align-items: center; padding: 1rem 1.125rem; border-top: .25rem solid var(--accent); border-bottom: 1px solid var(--line); }
header svg { flex: none; width: 2.25rem; height: 2.25rem; color: var(--accent); }
header .bars { stroke: var(--accent-text); }
header p { margin: 0; color: var(--quiet); font-size: .875rem; }
h1 { font-size: 1.125rem; line-height: 1.25; letter-spacing: 0; }
main { max-width: none; padding: 1rem 1.125rem; }
h2 { font-size: .9375rem; margin: 1rem 0 .25rem; }
h2:first-child { margin-top: 0; }
.points { margin: 0; padding-left: 1.125rem; }
.points li { margin: .25rem 0; }
.problem { padding: .75rem .875rem; border-left: .25rem solid var(--accent); background: var(--accent-soft); border-radius: .25rem; }
dl { margin: 1rem 0 0; padding-top: .875rem; gap: .25rem .875rem; font-size: .875rem; grid-template-columns: max-content 1fr; }
.actions { margin-top: 1rem; }
main > .actions:first-child { margin-top: 0; }
.mine { margin: 0; padding: 0; list-style: none; }
.mine li { margin: .5rem 0; padding-left: .75rem; border-left: .1875rem solid var(--line); overflow-wrap: anywhere; }
.action { min-height: 0; padding: .375rem .875rem; }
`;
