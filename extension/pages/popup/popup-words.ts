// What somebody who opens the popup is told: what is checked, what is kept, and whether it all works.
import { type Html, html, linkable } from '#policies/words/html.ts';
import type { StatusAnswer } from '../../messages/page-messages.ts';

const gate = html`<svg viewBox="0 0 32 32" fill="none" stroke="currentColor" aria-hidden="true"><path fill="currentColor" stroke="none" d="M16 1 3 5.8v9.7C3 23.3 8.3 28.9 16 31c7.7-2.1 13-7.7 13-15.5V5.8L16 1Z"/><path class="bars" stroke-width="2" stroke-linecap="round" d="M9 23.5V15a7 7 0 0 1 14 0v8.5M16 8v15.5M12.5 10.5v13M19.5 10.5v13M9 18h14"/></svg>`;

const headlines: Readonly<Record<StatusAnswer['state'], string>> = {
  ready: 'This browser is filtered',
  waiting: 'This browser is not set up yet',
  joining: 'Fetching the school’s rules',
  refused: 'The school’s server does not know this browser',
};

/** For technicians; words of `Problem` that are not here are shown as they are. */
const problemWords: Readonly<Record<string, string>> = {
  'no-web-request-blocking': 'Chrome does not let Schoolgate stop pages. It must be installed by the school’s policy.',
  'storage-failing': 'This browser cannot write to its disk. Free some space, then start it again.',
  'bundle-refused': 'A set of rules came that the school’s server had not signed. The last good rules are in force.',
  'enrolment-refused': 'The enrolment key in this browser’s policy is not the one that the dashboard shows.',
  'event-refused': 'The school’s server did not accept a record. It and this extension may be of different versions.',
  'many-blocked-requests': 'A page asked for so many blocked sites that not each of them was recorded.',
};

export function popupBody(status: StatusAnswer): Html {
  const school = status.schoolName ?? 'your school';
  return html`<header>${gate}<div><h1>${headlines[status.state]}</h1><p>${status.schoolName ?? 'Schoolgate'}</p></div></header>
<main>
${status.problems.map((problem) => html`<p class="problem">${problemWords[problem] ?? problem}</p>`)}
${whatIsDone(status, school)}
${facts(status)}
${dashboardLink(status)}
</main>`;
}

function whatIsDone({ phaseName, throughProxy }: StatusAnswer, school: string): Html {
  const visits = throughProxy ? 'The pages you open, because you are on the school’s network' : 'The pages you open in this browser';
  return html`<h2>What is checked</h2>
<p>Every page is compared with the rules of ${school}${phaseName === null ? null : html` for ${phaseName}`} before it opens.</p>
<h2>What is kept, with your school account</h2>
<ul class="points"><li>Pages that were stopped</li><li>Searches that may mean somebody needs help</li><li>${visits}</li></ul>
<h2>What is not kept</h2>
<ul class="points"><li>What you type or read, your messages, passwords and screen</li><li>Your name, when you visit a confidential helpline</li></ul>`;
}

function facts({ bundle, connected, throughProxy, queued }: StatusAnswer): Html {
  return html`<dl>
<dt>Rules</dt><dd>${bundle === null ? 'none yet' : `version ${bundle}`}</dd>
<dt>School server</dt><dd>${connected ? 'connected' : 'not reached; the last rules stay in force'}</dd>
<dt>Network</dt><dd>${throughProxy ? 'the school’s' : 'not the school’s; this browser filters by itself'}</dd>
${queued === 0 ? null : html`<dt>Not sent yet</dt><dd>${queued} ${queued === 1 ? 'record' : 'records'}</dd>`}
</dl>`;
}

function dashboardLink({ subjectKind, serverUrl }: StatusAnswer): Html | null {
  const address = subjectKind === 'staff' ? linkable(serverUrl) : null;
  return address === null
    ? null
    : html`<ul class="actions"><li><a class="action" href="${address}" target="_blank">Open the dashboard</a></li></ul>`;
}
