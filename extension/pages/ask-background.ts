// The questions of our pages, with the answers that each gets.
import type { OwnAgreement } from '#policies/contracts/agreement-api.ts';
import type { Mine, SiteAsk, SiteAsked, Tell } from '#policies/contracts/people-api.ts';
import { askBackground, onBackgroundNews } from '../chrome/extension-port.ts';
import { type BlockAnswer, type SendAnswer, standingChanged, type StatusAnswer } from '../messages/page-messages.ts';
import type { PageQuestion } from '../messages/page-questions.ts';

const question = (asked: PageQuestion): Promise<unknown> => askBackground(asked);

export const askBlock = async (reference: string): Promise<BlockAnswer> => (await question({ ask: 'block', reference })) as BlockAnswer;
/** The address to go on to, or `null` for a reference that this browser does not know. */
export const askGoOn = async (reference: string): Promise<string | null> => (await question({ ask: 'go-on', reference })) as string | null;
export const askStatus = async (): Promise<StatusAnswer> => (await question({ ask: 'status' })) as StatusAnswer;
export const askFlush = (): Promise<unknown> => question({ ask: 'flush' });

export const askMine = async (): Promise<Mine | null> => (await question({ ask: 'mine' })) as Mine | null;
export const sendAsk = async (body: SiteAsk): Promise<SendAnswer<SiteAsked>> =>
  (await question({ ask: 'site', body })) as SendAnswer<SiteAsked>;
export const sendReport = async (body: Tell): Promise<SendAnswer<null>> => (await question({ ask: 'report', body })) as SendAnswer<null>;

export const sendAccept = async (id: string): Promise<SendAnswer<OwnAgreement>> =>
  (await question({ ask: 'accept', id })) as SendAnswer<OwnAgreement>;

/** Calls `changed` whenever the policy or the enrolment has changed. */
export function onStandingChange(changed: () => void): void {
  onBackgroundNews((news) => {
    if (news === standingChanged) changed();
  });
}
