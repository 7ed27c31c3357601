// What the extension says when it is not a matter of policy: nothing is set up yet, it could not check, or there is no site.
import { type Html, html, linkable } from '#policies/words/html.ts';
import type { StatusAnswer } from '../../messages/page-messages.ts';
import { askStatus, onStandingChange } from '../ask-background.ts';
import { show, wear } from '../show.ts';

const asked = new URLSearchParams(location.search);
const to = linkable(asked.get('to'));

function page(title: string, schoolName: string | null, said: Html): void {
  const school = schoolName === null ? 'Schoolgate · web filter' : `${schoolName} · web filter`;
  show(title, html`<main><div class="sheet"><p class="school">${school}</p><h1>${title}</h1><div class="said">${said}</div></div></main>`);
}

const setUpWords: Readonly<Record<Exclude<StatusAnswer['state'], 'ready'>, readonly [string, string]>> = {
  waiting: [
    'Nothing can be opened until the school’s settings have arrived. That takes a few seconds when a browser starts for the first time; this page then goes on by itself.',
    'If it stays like this, tell the school’s technician: this browser’s policy holds no server address and enrolment key for Schoolgate.',
  ],
  joining: [
    'The browser is fetching the school’s rules. Nothing can be opened before they are here; this page then goes on by itself.',
    'If it stays like this, tell the school’s technician: the browser cannot reach the school’s Schoolgate server.',
  ],
  refused: [
    'The school’s server does not know this browser, so nothing can be opened.',
    'Tell the school’s technician: the enrolment key in this browser’s policy is not the one that the dashboard shows.',
  ],
};

async function notSetUp(): Promise<void> {
  const { state, schoolName } = await askStatus();
  if (state !== 'ready') {
    const [now, then] = setUpWords[state];
    return page('This browser is not set up yet', schoolName, html`<p class="why" role="status">${now}</p><p>${then}</p>`);
  }
  if (to !== null) return location.replace(to);
  page('This browser is set up', schoolName, html`<p class="why">You can go on.</p>`);
}

async function draw(): Promise<void> {
  const why = asked.get('why');
  if (why === 'not-set-up') return notSetUp();
  const { schoolName } = await askStatus();
  if (why === 'no-site') {
    const said =
      'The address holds a page itself instead of naming a website, so nobody can tell what it is. Schoolgate does not open such addresses.';
    return page('This address belongs to no website', schoolName, html`<p class="why">${said}</p>`);
  }
  const again = to === null ? null : html`<ul class="actions"><li><a class="action first" href="${to}">Try again</a></li></ul>`;
  const said = 'Something went wrong in the filter itself. To be on the safe side the page was not opened.';
  page(
    'This page could not be checked',
    schoolName,
    html`<p class="why">${said}</p><p>If it happens again, tell the school’s technician.</p>${again}`,
  );
}

wear('.said { margin-top: 1.25rem; }');
void draw();
if (asked.get('why') === 'not-set-up') {
  onStandingChange(() => void draw());
  setInterval(() => void draw(), 2_000);
}
