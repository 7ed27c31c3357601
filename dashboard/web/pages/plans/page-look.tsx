// How a page looked and what it needed when it was opened as a pupil of the class, before anybody asked.
import { useState } from 'preact/hooks';
import type { PageLook, PlanLink } from '#policies/contracts/lesson-plan.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { categoryName } from '../../words/category-words.ts';
import { counted } from '../../words/count-words.ts';

export function PageLookView({ plan, link, look }: { plan: string; link: PlanLink; look: PageLook | null }) {
  const { time } = useSignedIn();
  const [large, setLarge] = useState(false);
  if (look === null) return <p class="quiet-text">The page has not been looked at yet.</p>;
  const picture = `/api/plans/${encodeURIComponent(plan)}/pictures/${encodeURIComponent(link.id)}?at=${look.at}`;
  const blocked = look.hosts.filter((one) => one.blocked > 0);
  return (
    <div class="stack small-gap">
      {look.pictured && (
        <button type="button" class="picture-button" onClick={() => setLarge(true)}>
          <img src={picture} alt={`How ${link.host} looks to a pupil`} width="1280" height="800" loading="lazy" />
        </button>
      )}
      <p class="quiet-text">
        {look.by === 'browser' ? 'Opened in a real browser' : 'Read from its mark-up'} as a pupil of the class, {time.relative(look.at)}.
      </p>
      {look.problem && <p>{look.problem}</p>}
      {look.page.title !== '' && <p>“{look.page.title}”</p>}
      {look.hosts.length > 0 && (
        <details>
          <summary>
            It takes something from {counted(look.hosts.length, 'host')}
            {blocked.length > 0 && `, ${blocked.length} of them stopped as things are`}
          </summary>
          <ul class="missing">
            {look.hosts.map(({ host, objects, blocked: stopped, category }) => (
              <li key={host}>
                <span class="address small">{host}</span> {counted(objects, 'object')}
                {stopped > 0 && `, ${stopped} stopped`}
                {category !== null && ` (${categoryName(category)})`}
              </li>
            ))}
          </ul>
        </details>
      )}
      {look.notes.length > 0 && (
        <ul class="opens">
          {look.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {large && (
        <Sheet title={`How ${link.host} looks to a pupil`} place="centre" onClose={() => setLarge(false)}>
          <img class="picture-large" src={picture} alt={`How ${link.host} looks to a pupil`} />
        </Sheet>
      )}
    </div>
  );
}
