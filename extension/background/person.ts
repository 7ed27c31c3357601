// What the person of this browser asks of the school by our pages. Nothing is kept here: a form that did not arrive stays on its
// page, and the server knows a form that it has already.
import type { OwnAgreement } from '#policies/contracts/agreement-api.ts';
import type { Mine, SiteAsk, SiteAsked, Tell } from '#policies/contracts/people-api.ts';
import type { Standing } from '../identity/standing.ts';
import type { SendAnswer } from '../messages/page-messages.ts';
import type { SchoolServer, ServerAccess } from '../server/school-server.ts';
import type { ServerAnswer } from '../server/server-answer.ts';

export interface PersonPort {
  /** `null` when the school's server does not say. */
  mine(): Promise<Mine | null>;
  askForSite(asked: SiteAsk): Promise<SendAnswer<SiteAsked>>;
  report(told: Tell): Promise<SendAnswer<null>>;
  /** Accepts the text of this id. */
  accept(id: string): Promise<SendAnswer<OwnAgreement>>;
}

export function createPerson(
  standing: Pick<Standing, 'membership'>,
  server: Pick<SchoolServer, 'mine' | 'askForSite' | 'report' | 'accept'>,
): PersonPort {
  async function send<T>(call: (access: ServerAccess) => Promise<ServerAnswer<T>>): Promise<SendAnswer<T>> {
    const access = standing.membership();
    if (access === null) return { ok: false, problem: 'not-set-up' };
    const answer = await call(access);
    if (answer.ok) return answer;
    return { ok: false, problem: answer.problem === 'refused' ? 'not-taken' : 'not-sent' };
  }
  return {
    async mine() {
      const answer = await send((access) => server.mine(access));
      return answer.ok ? answer.value : null;
    },
    askForSite: (asked) => send((access) => server.askForSite(access, asked)),
    accept: (id) => send((access) => server.accept(access, id)),
    report: (told) => send((access) => server.report(access, told)),
  };
}
