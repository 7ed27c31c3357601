// Answers the extension's own pages.
import { parseReference } from '#policies/engine/reference.ts';
import type { FactsShelf } from '../enforce/block-facts.ts';
import { subjectKind } from '../enforce/block-page-input.ts';
import type { AskFully } from '../enforce/video-owners.ts';
import type { Outbox } from '../events/outbox.ts';
import type { Presence } from '../identity/presence.ts';
import type { BlockAnswer, StatusAnswer } from '../messages/page-messages.ts';
import { pageQuestionSchema } from '../messages/page-questions.ts';
import type { Connection } from './connection.ts';
import type { Problems } from './problems.ts';
import type { Standing } from '../identity/standing.ts';

export interface PageAnswersOptions {
  readonly standing: Standing;
  readonly connection: Connection;
  readonly facts: FactsShelf;
  readonly ask: AskFully;
  readonly outbox: Pick<Outbox, 'flush' | 'waiting'>;
  readonly presence: Presence;
  readonly problems: Problems;
}

export function createPageAnswers(o: PageAnswersOptions): (message: unknown) => Promise<BlockAnswer | StatusAnswer | boolean> {
  async function block(text: string): Promise<BlockAnswer> {
    const reference = parseReference(text);
    const facts = reference === null ? null : await o.facts.find(reference);
    if (facts === null) return null;
    const now = await o.ask(facts.page.target, 'document', null);
    const isOpen = now.kind === 'judged' && now.verdict.effect !== 'block';
    return { page: facts.page, openNow: isOpen ? facts.url : null };
  }

  async function status(): Promise<StatusAnswer> {
    const membership = o.standing.membership();
    const judge = o.standing.enforcing()?.judge ?? null;
    const phase = judge === null || membership === null ? null : judge.phaseOf(membership.subject);
    return {
      state: judge === null ? o.connection.state() : 'ready',
      schoolName: membership?.school.name ?? null,
      serverUrl: membership?.serverUrl ?? null,
      bundle: judge?.bundle ?? null,
      phaseName: judge?.policy.groups.find((group) => group.id === phase)?.name ?? phase,
      schoolLanguages: judge?.policy.languages ?? [],
      subjectKind: judge === null || membership === null ? 'other' : subjectKind(judge, membership.subject),
      connected: o.connection.isConnected(),
      throughProxy: await o.presence.throughProxy(),
      queued: await o.outbox.waiting().catch(() => 0),
      problems: o.problems.list(),
    };
  }

  return async (message) => {
    await o.standing.ready;
    const question = pageQuestionSchema.parse(message);
    switch (question.ask) {
      case 'block':
        return block(question.reference);
      case 'flush':
        return o.outbox.flush();
      case 'status':
        return status();
    }
  };
}
