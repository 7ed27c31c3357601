// The rules for acceptable use that are this person's: to read, to accept, and what stands of a parent's signature.
import type { OwnAgreement } from '#policies/contracts/agreement-api.ts';
import { type Html, html } from '#policies/words/html.ts';
import { dateAndTime } from '#policies/words/time.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import type { Words } from '#policies/words/words.ts';
import { askMine, askStatus, sendAccept } from '../ask-background.ts';
import { formPage, tellNews } from '../form-parts.ts';
import { formStyle } from '../form-style.ts';
import { readersLanguage, show, wear } from '../show.ts';

interface Shown {
  readonly words: Words;
  readonly school: string | null;
  readonly timeZone: string;
}

/** In the reader's language where there is a text in it, or else all in that of the first. */
function draw({ words: readers, school, timeZone }: Shown, agreement: OwnAgreement): void {
  const own = agreement.texts.find(({ language }) => wordsOf(language).tag === readers.tag) ?? agreement.texts[0];
  if (own === undefined) return;
  const words = wordsOf(own.language);
  const { agreement: says } = words.people;
  const when = (at: number): string => dateAndTime(at, timeZone, words);
  const accept = html`<p><button class="action first" type="button">${says.accept}</button></p>`;
  const accepted = agreement.acceptedAt === null ? accept : html`<p>${says.acceptedAt(when(agreement.acceptedAt))}</p>`;
  const parent = agreement.parentAt === null ? says.parentWaits : says.parentAt(when(agreement.parentAt));
  const text = own.text.split(/\n\s*\n/).map((paragraph) => html`<p>${paragraph}</p>`);
  const stands: Html = html`<div class="said">${text}</div><div class="stands">${accepted}${agreement.parents ? html`<p>${parent}</p>` : null}</div>`;
  show(words, own.title, formPage(words, school, own.title, null, stands));
}

async function start(): Promise<void> {
  const [status, mine] = await Promise.all([askStatus(), askMine()]);
  const words = wordsOf(readersLanguage(status.schoolLanguages));
  const { agreement: says, form } = words.people;
  const shown = { words, school: status.schoolName, timeZone: mine?.timeZone ?? 'UTC' };
  if (mine?.agreement) draw(shown, mine.agreement);
  else {
    show(words, says.title, formPage(words, shown.school, says.title, mine === null ? null : says.none, html``));
    if (mine === null) tellNews(status.state === 'ready' ? form.notSent : form.notSetUp);
    return;
  }
  const { agreement } = mine;
  document.querySelector('button')?.addEventListener('click', () => void accept(shown, agreement.id));
}

async function accept(shown: Shown, id: string): Promise<void> {
  const { agreement: says, form } = shown.words.people;
  const answer = await sendAccept(id).catch(() => ({ ok: false as const, problem: 'not-sent' as const }));
  if (!answer.ok) return tellNews(answer.problem === 'not-taken' ? says.changed : form.notSent);
  const { acceptedAt } = answer.value;
  draw(shown, answer.value);
  tellNews(acceptedAt === null ? form.notSent : says.acceptedAt(dateAndTime(acceptedAt, shown.timeZone, shown.words)));
}

wear(`${formStyle} .stands { margin-top: 1.75rem; }`);
void start();
