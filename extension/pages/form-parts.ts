// The parts that the forms of the extension's pages are made of, and what happens when one is sent.
import { type Html, html } from '#policies/words/html.ts';
import type { Words } from '#policies/words/words.ts';
import type { SendAnswer } from '../messages/page-messages.ts';

/** A labelled field; `control` gets the ids by which it is described. */
export function field(name: string, label: string, hint: string | null, control: Html): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
${hint === null ? null : html`<p class="hint" id="${name}-hint">${hint}</p>`}<p class="wrong" id="${name}-wrong" hidden></p>${control}</div>`;
}

export function tick(name: string, label: string, hint: string | null): Html {
  return html`<div class="tick"><input type="checkbox" id="${name}" name="${name}" aria-describedby="${name}-hint"><div><label for="${name}">${label}</label>
<p class="hint" id="${name}-hint">${hint ?? ''}</p></div></div>`;
}

export const select = (name: string, choices: readonly (readonly [value: string, label: string])[]): Html =>
  html`<select id="${name}" name="${name}" aria-describedby="${name}-wrong">${choices.map(([value, label]) => html`<option value="${value}">${label}</option>`)}</select>`;

/** The page's frame: a heading, the form, and the place where its outcome is told. */
export function formPage(words: Words, school: string | null, title: string, lead: string | null, form: Html): Html {
  return html`<main><div class="sheet"><p class="school">${words.blockPage.webFilter(school ?? 'Schoolgate')}</p>
<h1>${title}</h1>${lead === null ? null : html`<div class="said"><p>${lead}</p></div>`}
<div id="form">${form}</div><div role="status" id="news"></div></div></main>`;
}

/** Marks a field as wrong and goes to the first that is; `false` when one is. */
export function complain(wrong: readonly (readonly [name: string, sentence: string])[]): boolean {
  for (const place of document.querySelectorAll('.wrong')) place.setAttribute('hidden', '');
  for (const control of document.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
  for (const [name, sentence] of wrong) {
    const place = document.querySelector(`#${name}-wrong`);
    place?.replaceChildren(sentence);
    place?.removeAttribute('hidden');
    document.querySelector(`#${name}`)?.setAttribute('aria-invalid', 'true');
  }
  const [first] = wrong;
  if (first !== undefined) document.querySelector<HTMLElement>(`#${first[0]}`)?.focus();
  return first === undefined;
}

export function tellNews(...sentences: readonly string[]): void {
  const news = document.querySelector('#news');
  if (news !== null) news.innerHTML = html`${sentences.map((sentence) => html`<p>${sentence}</p>`)}`.markup;
}

/** Sends a form once however often its button is pressed, and tells what came of it; what was written stays until it has arrived. */
export async function sendForm<T>(
  button: HTMLButtonElement,
  words: Words,
  send: () => Promise<SendAnswer<T>>,
  done: (value: T) => string,
): Promise<void> {
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  const answer = await send().catch((): SendAnswer<T> => ({ ok: false, problem: 'not-sent' }));
  button.removeAttribute('aria-disabled');
  if (!answer.ok) return tellNews(problemWords(words, answer.problem));
  const { form } = words.people;
  document.querySelector('#form')?.replaceChildren();
  tellNews(done(answer.value));
  document
    .querySelector('#form')
    ?.insertAdjacentHTML('beforeend', html`<ul class="actions"><li><a class="action" href="?">${form.another}</a></li></ul>`.markup);
  document.querySelector<HTMLElement>('#form a')?.focus();
}

function problemWords({ people: { form } }: Words, problem: Extract<SendAnswer<unknown>, { ok: false }>['problem']): string {
  return { 'not-sent': form.notSent, 'not-taken': form.notTaken, 'not-set-up': form.notSetUp }[problem];
}

export const valueOf = (name: string): string =>
  document.querySelector<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(`#${name}`)?.value.trim() ?? '';
export const isTicked = (name: string): boolean => document.querySelector<HTMLInputElement>(`input#${name}`)?.checked === true;
