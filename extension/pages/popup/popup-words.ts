// What somebody who opens the popup is told: what is checked, what is kept, and whether it all works.
import type { Mine } from '#policies/contracts/people-api.ts';
import { dateAndTime } from '#policies/words/time.ts';
import type { Typing } from '#policies/contracts/monitoring-policy.ts';
import { type Html, html, linkable } from '#policies/words/html.ts';
import { categoryName } from '#policies/words/words-of.ts';
import type { Words } from '#policies/words/words.ts';
import type { StatusAnswer } from '../../messages/page-messages.ts';

type PopupWords = Words['extension']['popup'];

const gate = html`<svg viewBox="0 0 32 32" fill="none" stroke="currentColor" aria-hidden="true"><path fill="currentColor" stroke="none" d="M16 1 3 5.8v9.7C3 23.3 8.3 28.9 16 31c7.7-2.1 13-7.7 13-15.5V5.8L16 1Z"/><path class="bars" stroke-width="2" stroke-linecap="round" d="M9 23.5V15a7 7 0 0 1 14 0v8.5M16 8v15.5M12.5 10.5v13M19.5 10.5v13M9 18h14"/></svg>`;

/** `mine`: `null` while the school's server has not said. */
export function popupBody(status: StatusAnswer, words: Words, mine: Mine | null = null): Html {
  const { popup } = words.extension;
  return html`<header>${gate}<div><h1>${popup.headlines[status.state]}</h1><p>${status.schoolName ?? 'Schoolgate'}</p>${mine === null ? null : html`<p>${words.people.signedInAs(mine.name)}</p>`}</div></header>
<main>
${status.problems.map((problem) => html`<p class="problem">${isKnown(popup.problems, problem) ? popup.problems[problem] : problem}</p>`)}
${mine === null ? null : personal(mine, words)}
${whatIsDone(status, words)}
${facts(status, popup)}
${dashboardLink(status, popup)}
</main>`;
}

function personal({ name, requests, timeZone, agreement }: Mine, words: Words): Html {
  const { requests: says, ask, report } = words.people;
  const asks = name === null ? null : html`<li><a class="action first" href="../ask/ask.html" target="_blank">${ask.title}</a></li>`;
  const { toRead, read } = words.people.agreement;
  const rules =
    agreement === null
      ? null
      : html`<li><a class="action" href="../agreement/agreement.html" target="_blank">${agreement.acceptedAt === null ? toRead : read}</a></li>`;
  const told = requests.map(({ host, path, state, reason, until }) => {
    const outcome = [
      says.states[state],
      ...(until === null || state !== 'approved' ? [] : [says.until(dateAndTime(until, timeZone, words))]),
    ];
    return html`<li><strong>${host}${path ?? ''}</strong><br>${outcome.join(', ')}${reason ? html`<br>${says.reason(reason)}` : null}</li>`;
  });
  return html`<ul class="actions">${asks}<li><a class="action" href="../report/report.html" target="_blank">${report.title}</a></li>${rules}</ul>
<h2>${says.heading}</h2>
${told.length === 0 ? html`<p>${says.none}</p>` : html`<ul class="mine">${told}</ul>`}`;
}

/** For technicians; a problem without words is shown as it is. */
const isKnown = <Known extends string>(words: Readonly<Record<Known, string>>, problem: string): problem is Known =>
  Object.hasOwn(words, problem);

function whatIsDone({ phaseName, schoolName, throughProxy, typing }: StatusAnswer, words: Words): Html {
  const { popup } = words.extension;
  const visits = throughProxy ? popup.visitsOnNetwork : popup.visitsInBrowser;
  const typed = typing === null ? [] : [popup.typed.kept(typingPlaces(typing, words).join(', '))];
  const points = (all: readonly string[]): Html => html`<ul class="points">${all.map((point) => html`<li>${point}</li>`)}</ul>`;
  return html`<h2>${popup.whatIsChecked}</h2>
<p>${popup.everyPage(schoolName, phaseName)}</p>
<h2>${popup.whatIsKept}</h2>
${points([...popup.kept, ...typed, visits])}
<h2>${popup.whatIsNotKept}</h2>
${points(typing === null ? popup.notKept : popup.typed.notKept)}
<h2>${popup.why}</h2>
${popup.because.map((sentence) => html`<p>${sentence}</p>`)}`;
}

function typingPlaces({ everywhere, chats, categories = [], sites = [] }: Typing, words: Words): string[] {
  const { typed } = words.extension.popup;
  if (everywhere === true) return [typed.everywhere];
  return [
    ...(chats === true ? [typed.chats] : []),
    ...categories.map((id) => typed.category(categoryName(words, id))),
    ...sites.map(typed.site),
  ];
}

function facts({ bundle, connected, throughProxy, queued }: StatusAnswer, popup: PopupWords): Html {
  return html`<dl>
<dt>${popup.rules}</dt><dd>${bundle === null ? popup.noRules : popup.version(bundle)}</dd>
<dt>${popup.server}</dt><dd>${connected ? popup.connected : popup.notReached}</dd>
<dt>${popup.network}</dt><dd>${throughProxy ? popup.schools : popup.notSchools}</dd>
${queued === 0 ? null : html`<dt>${popup.notSent}</dt><dd>${popup.records(queued)}</dd>`}
</dl>`;
}

function dashboardLink({ subjectKind, serverUrl, inFront }: StatusAnswer, popup: PopupWords): Html | null {
  const address = subjectKind === 'staff' ? linkable(serverUrl) : null;
  if (address === null) return null;
  const add =
    inFront === null
      ? null
      : html`<li><a class="action" href="${`${new URL('/plans/add', address).href}?url=${encodeURIComponent(inFront)}`}" target="_blank">${popup.addToPlan}</a></li>`;
  return html`<ul class="actions">${add}<li><a class="action" href="${address}" target="_blank">${popup.dashboard}</a></li></ul>`;
}
