// Asking for a site by its address: a pupil says why, a teacher also for which lesson.
import type { Mine } from '#policies/contracts/people-api.ts';
import { type Html, html } from '#policies/words/html.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import type { Words } from '#policies/words/words.ts';
import { askMine, askStatus, sendAsk } from '../ask-background.ts';
import { complain, field, formPage, isTicked, select, sendForm, tellNews, tick, valueOf } from '../form-parts.ts';
import { formStyle } from '../form-style.ts';
import { readersLanguage, show, wear } from '../show.ts';

/** One for each form that is filled in, so that sending again asks once. */
const once = crypto.randomUUID();

function form({ people: { ask } }: Words, { staff, lessons }: Mine): Html {
  const about = (name: string): string => `${name}-hint ${name}-wrong`;
  return html`<form novalidate>
${field('url', ask.address, ask.addressHint, html`<input id="url" name="url" inputmode="url" autocomplete="off" maxlength="4096" aria-describedby="${about('url')}">`)}
${tick('whole', ask.wholeSite, null)}
${staff && lessons !== null ? lessonFields(ask, lessons) : null}
${field('why', ask.why, ask.whyHint, html`<textarea id="why" name="why" maxlength="1000" aria-describedby="${about('why')}"></textarea>`)}
<p><button class="action first" type="submit">${ask.send}</button></p></form>`;
}

function lessonFields(ask: Words['people']['ask'], { classes, periods, today }: NonNullable<Mine['lessons']>): Html {
  if (classes.length === 0) return html`<p class="care">${ask.noClasses}</p>`;
  const names = (all: readonly { readonly id: string; readonly name: string }[]) => all.map(({ id, name }) => [id, name] as const);
  return html`<div class="row">
${field('group', ask.group, null, select('group', names(classes)))}
${field('date', ask.date, null, html`<input type="date" id="date" name="date" value="${today}" min="${today}" aria-describedby="date-wrong">`)}
${field('period', ask.period, null, select('period', names(periods)))}
</div>`;
}

async function draw(): Promise<void> {
  const [status, mine] = await Promise.all([askStatus(), askMine()]);
  const words = wordsOf(readersLanguage(status.schoolLanguages));
  const { ask, form: says } = words.people;
  const lead = mine?.staff === true ? ask.leadStaff : ask.lead;
  show(words, ask.title, formPage(words, status.schoolName, ask.title, lead, mine === null ? html`` : form(words, mine)));
  if (mine === null) return tellNews(status.state === 'ready' ? says.notSent : says.notSetUp);
  document.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(words, mine);
  });
}

function submit(words: Words, { staff, lessons }: Mine): void {
  const { ask } = words.people;
  const lesson = staff ? { group: valueOf('group'), date: valueOf('date'), period: valueOf('period') } : null;
  const [url, reason] = [valueOf('url'), valueOf('why')];
  const wrongLesson = lesson !== null && (lesson.group === '' || lesson.date < (lessons?.today ?? '') || lesson.period === '');
  const well = complain([
    ...(/^\S+\.\S+$/.test(url) ? [] : [['url', ask.wrongAddress] as const]),
    ...(wrongLesson ? [['date', ask.wrongLesson] as const] : []),
    ...(reason.length < 5 ? [['why', ask.wrongWhy] as const] : []),
  ]);
  const button = document.querySelector('button');
  if (!well || button === null) return;
  const send = () => sendAsk({ once, url, wholeSite: isTicked('whole'), lesson, reason });
  void sendForm(button, words, send, ({ state }) => ask.sent[state]);
}

wear(formStyle);
void draw();
