// The guests' page as an answer of the proxy.
import type { Judge } from '#policies/engine/judge.ts';
import { guestPageContentSecurityPolicy, renderGuestPage, type GuestState } from '#policies/words/guest-page.ts';
import type { OriginResponse } from '../exchange/exchange.ts';
import { answer, contentLanguage, languagesFor, type Reader } from './answers.ts';

export interface GuestPages {
  page(reader: Reader, status: number, state: GuestState): OriginResponse;
}

export function guestPages(schoolName: string, judge: () => Judge | null): GuestPages {
  return {
    page(reader, status, state) {
      const policy = judge()?.policy;
      const languages = languagesFor(reader, policy?.languages);
      const html = renderGuestPage({ state, schoolName, languages, timeZone: policy?.timeZone ?? 'Europe/London' });
      return answer(status, html, 'text/html; charset=utf-8', [
        contentLanguage(languages),
        ['content-security-policy', guestPageContentSecurityPolicy],
        // Browsers hide the origin of a form under no-referrer, and it is what we know our own page by.
        ['referrer-policy', 'same-origin'],
      ]);
    },
  };
}
