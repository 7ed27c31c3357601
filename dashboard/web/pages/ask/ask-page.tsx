// Reached from a block page, without a sign-in: the reference number is the key. Pupils say why; staff name the lesson too.
import { useState } from 'preact/hooks';
import { askPageSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { PublicFrame } from '../../shell/public-frame.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { RequestStateBadge } from '../../words/request-words.tsx';
import type { Asked, AskedPage } from './asked-page.ts';
import { BlockedSite } from './blocked-site.tsx';
import { PupilForm } from './pupil-form.tsx';
import { StaffForm } from './staff-form.tsx';

export function AskPage({ reference }: { reference: string }) {
  const page = useResource(`/api/ask/${encodeURIComponent(reference)}`, askPageSchema);
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <PublicFrame wide>
      <div class="card public-card">
        <Page
          title="Ask for this page"
          lead={page.state === 'ready' ? `It was blocked at ${page.value.schoolName}. If you need it, say why; people decide.` : undefined}
        >
          <Loaded from={page}>
            {(value) => (
              <div class="stack">
                <BlockedSite page={value} />
                <WhatNext page={value} asked={asked} onAsked={setAsked} />
              </div>
            )}
          </Loaded>
        </Page>
      </div>
    </PublicFrame>
  );
}

function WhatNext({ page, asked, onAsked }: { page: AskedPage; asked: Asked | null; onAsked: (asked: Asked) => void }) {
  if (asked) {
    return (
      <Notice
        tone={asked.state.startsWith('refused') ? 'bad' : 'good'}
        title={asked.state === 'waiting' ? 'Your request was sent' : 'This page cannot be opened'}
        live
      >
        <p>{asked.message}</p>
      </Notice>
    );
  }
  if (page.mandatory) {
    return (
      <Notice tone="bad" title="This page cannot be opened">
        <p>
          It is on a list that nobody in school can override, so there is nobody to ask. If you think the list is wrong, choose “This is a
          mistake” on the block page.
        </p>
      </Notice>
    );
  }
  if (page.state !== null) {
    return (
      <Notice tone="note" title="This was asked already">
        <p>
          <RequestStateBadge state={page.state} />
        </p>
        <p>
          {page.state === 'waiting'
            ? 'People have not decided yet. You need not ask again.'
            : page.state === 'approved'
              ? 'Try the page again when your lesson begins.'
              : 'If you still need it, talk with your teacher.'}
        </p>
      </Notice>
    );
  }
  return page.asker === 'staff' && page.timetable !== null ? (
    <StaffForm page={page} timetable={page.timetable} onAsked={onAsked} />
  ) : (
    <PupilForm page={page} onAsked={onAsked} />
  );
}
