// The sites of a plan while it is written: typed one by one, pasted as a list, or read from a file.
import { useId, useRef, useState } from 'preact/hooks';
import type * as z from 'zod';
import { planImportedSchema } from '#policies/contracts/plan-api.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { counted } from '../../words/count-words.ts';
import { withLinks, type TypedLink } from './plan-draft.ts';

type Imported = z.infer<typeof planImportedSchema>;

interface LinkRowsProps {
  readonly links: readonly TypedLink[];
  readonly onChange: (links: readonly TypedLink[]) => void;
  readonly onLessons: (lessons: readonly LessonRef[]) => void;
}

export function LinkRows({ links, onChange, onLessons }: LinkRowsProps) {
  const change = (index: number, part: Partial<TypedLink>): void =>
    onChange(links.map((link, at) => (at === index ? { ...link, ...part } : link)));
  return (
    <div class="stack">
      {links.length > 0 && (
        <ol class="link-rows">
          {links.map((link, index) => (
            <li key={link.id ?? index}>
              {link.asked ? (
                <p>
                  <span class="address">{link.url}</span> <span class="quiet-text">Asked for already.</span>
                </p>
              ) : (
                <LinkRow
                  link={link}
                  number={index + 1}
                  onChange={(part) => change(index, part)}
                  onRemove={() => onChange(links.filter((_one, at) => at !== index))}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      <div class="actions">
        <Button onPress={() => onChange([...links, { url: '', what: '', wholeSite: false, asked: false }])}>Add a site</Button>
      </div>
      <ImportLinks
        onImported={(found) => {
          onChange(withLinks(links, found.links));
          onLessons(found.lessons);
        }}
      />
    </div>
  );
}

interface LinkRowProps {
  readonly link: TypedLink;
  readonly number: number;
  readonly onChange: (part: Partial<TypedLink>) => void;
  readonly onRemove: () => void;
}

function LinkRow({ link, number, onChange, onRemove }: LinkRowProps) {
  const id = useId();
  return (
    <fieldset class="link-row">
      <legend class="out-of-sight">Site {number}</legend>
      <div class="field">
        <label for={`${id}-url`}>Address</label>
        <input
          id={`${id}-url`}
          type="text"
          inputMode="url"
          spellcheck={false}
          autoComplete="off"
          value={link.url}
          onInput={(event) => onChange({ url: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-what`}>What pupils do there</label>
        <input
          id={`${id}-what`}
          type="text"
          maxLength={500}
          value={link.what}
          onInput={(event) => onChange({ what: event.currentTarget.value })}
        />
      </div>
      <div class="field narrow">
        <label for={`${id}-scope`}>How much</label>
        <select
          id={`${id}-scope`}
          value={link.wholeSite ? 'site' : 'page'}
          onChange={(event) => onChange({ wholeSite: event.currentTarget.value === 'site' })}
        >
          <option value="page">This page</option>
          <option value="site">Whole site</option>
        </select>
      </div>
      <button type="button" class="icon-button" onClick={onRemove}>
        <Icon name="close" />
        <span class="out-of-sight">Remove site {number}</span>
      </button>
    </fieldset>
  );
}

const largest = 2_500_000;

function ImportLinks({ onImported }: { onImported: (found: Imported) => void }) {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Imported | string | null>(null);
  const send = async (body: { text: string } | { file: string }): Promise<void> => {
    setBusy(true);
    const answer = await call('POST', '/api/plans/import', planImportedSchema, { body });
    setBusy(false);
    if (!answer.ok) {
      setSaid(answer.problem.detail);
      return;
    }
    setSaid(answer.value);
    setText('');
    onImported(answer.value);
  };
  const read = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    if (chosen.size > largest) setSaid('The file is too large: at most 2.5 MB can be read.');
    else await send({ file: base64Of(new Uint8Array(await chosen.arrayBuffer())) });
  };
  return (
    <details class="inset" open={said !== null || undefined}>
      <summary>Paste or read in a list of links</summary>
      <div class="stack">
        <div class="field">
          <label for={`${id}-text`}>Links</label>
          <p class="hint" id={`${id}-hint`}>
            One a line, with or without words. Or a table with a column “link”, or a timetable from a calendar.
          </p>
          <textarea
            id={`${id}-text`}
            rows={5}
            aria-describedby={`${id}-hint`}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <div class="actions">
          <Button busy={busy} onPress={() => text.trim() !== '' && void send({ text })}>
            Add these links
          </Button>
          <Button busy={busy} onPress={() => file.current?.click()}>
            Read a file…
          </Button>
          <input
            ref={file}
            type="file"
            hidden
            aria-label="File with links"
            accept=".csv,.txt,.ics,.html,.htm,.docx,.odt"
            onChange={(event) => {
              const input = event.currentTarget;
              void read(input.files?.[0]).then(() => {
                input.value = '';
              });
            }}
          />
        </div>
        {said !== null && <ImportSaid said={said} />}
      </div>
    </details>
  );
}

function ImportSaid({ said }: { said: Imported | string }) {
  if (typeof said === 'string')
    return (
      <Notice tone="bad" live>
        <p>{said}</p>
      </Notice>
    );
  const { links, lessons, problems, leftOut } = said;
  return (
    <Notice tone={problems.length > 0 || leftOut > 0 ? 'care' : 'good'} title={`${counted(links.length, 'link')} read`} live>
      {lessons.length > 0 && <p>{counted(lessons.length, 'lesson')} of your classes were found in the calendar and added.</p>}
      {leftOut > 0 && <p>{counted(leftOut, 'link')} more were left out: a plan holds 200. Make a plan for each part of the unit.</p>}
      {problems.length > 0 && (
        <ul>
          {problems.map(({ line, problem }) => (
            <li key={`${line} ${problem}`}>
              {line > 0 && `Line ${line}: `}
              {problem}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
