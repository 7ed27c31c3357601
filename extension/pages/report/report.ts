// Telling the school something: with a name, or without where the school allows it.
import type { Mine } from '#policies/contracts/people-api.ts';
import { type Html, html } from '#policies/words/html.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import type { Words } from '#policies/words/words.ts';
import { askMine, askStatus, sendReport } from '../ask-background.ts';
import { complain, field, formPage, isTicked, select, sendForm, tellNews, tick, valueOf } from '../form-parts.ts';
import { formStyle } from '../form-style.ts';
import { readersLanguage, show, wear } from '../show.ts';

const once = crypto.randomUUID();

function form({ people: { report } }: Words, { name, reports }: Mine): Html {
  const to = [['', report.toAny] as const, ...reports.people.map((person) => [person, person] as const)];
  return html`<p class="care">${report.danger}</p><form novalidate>
${field('text', report.what, report.whatHint, html`<textarea id="text" name="text" maxlength="4000" aria-describedby="text-hint text-wrong"></textarea>`)}
${reports.people.length === 0 ? null : field('to', report.to, null, select('to', to))}
${reports.withoutName ? tick('unnamed', report.withoutName, report.withoutNameHint) : null}
${name === null ? null : html`<p id="named">${report.withName(name)}</p>`}
<p><button class="action first" type="submit">${report.send}</button></p></form>`;
}

async function draw(): Promise<void> {
  const [status, mine] = await Promise.all([askStatus(), askMine()]);
  const words = wordsOf(readersLanguage(status.schoolLanguages));
  const { report, form: says } = words.people;
  show(words, report.title, formPage(words, status.schoolName, report.title, report.lead, mine === null ? html`` : form(words, mine)));
  if (mine === null) return tellNews(status.state === 'ready' ? says.notSent : says.notSetUp);
  document.querySelector('#unnamed')?.addEventListener('change', () => {
    document.querySelector('#named')?.toggleAttribute('hidden', isTicked('unnamed'));
  });
  document.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = valueOf('text');
    const button = document.querySelector('button');
    if (!complain(text.length < 3 ? [['text', report.wrong]] : []) || button === null) return;
    const told = { once, text, to: valueOf('to') || null, named: !isTicked('unnamed') };
    void sendForm(
      button,
      words,
      () => sendReport(told),
      () => report.sent,
    );
  });
}

wear(formStyle);
void draw();
