// Answers the extension's own pages.
import { parseReference } from '#policies/engine/reference.ts';
import type { BlockFacts, FactsShelf } from '../enforce/block-facts.ts';
import { subjectKind } from '../enforce/block-page-input.ts';
import type { AskFully } from '../enforce/video-owners.ts';
import type { Warnings } from '../enforce/warnings.ts';
import type { Outbox } from '../events/outbox.ts';
import type { Presence } from '../identity/presence.ts';
import type { BlockAnswer, StatusAnswer } from '../messages/page-messages.ts';
import { pageQuestionSchema } from '../messages/page-questions.ts';
import type { Connection } from './connection.ts';
import type { PersonPort } from './person.ts';
import type { Problems } from './problems.ts';
import type { Standing } from '../identity/standing.ts';

export interface PageAnswersOptions {
  readonly standing: Standing;
  readonly connection: Connection;
  readonly facts: FactsShelf;
  readonly ask: AskFully;
  readonly warnings: Pick<Warnings, 'goOn'>;
  readonly outbox: Pick<Outbox, 'flush' | 'waiting'>;
  readonly presence: Presence;
  readonly problems: Problems;
  readonly person: PersonPort;
  readonly pageInFront: () => Promise<string | null>;
}

export function createPageAnswers(o: PageAnswersOptions): (message: unknown) => Promise<unknown> {
  async function factsOf(text: string): Promise<BlockFacts | null> {
    const reference = parseReference(text);
    return reference === null ? null : o.facts.find(reference);
  }

  async function block(text: string): Promise<BlockAnswer> {
    const facts = await factsOf(text);
    if (facts === null) return null;
    const now = await o.ask(facts.page.target, 'document', null);
    const isOpen = now.kind === 'judged' && now.verdict.effect !== 'block';
    return { page: facts.page, openNow: isOpen ? facts.url : null };
  }

  /** What holds now decides what opens: the address is judged again when it is asked for. */
  async function goOn(text: string): Promise<string | null> {
    const facts = await factsOf(text);
    if (facts === null) return null;
    const now = await o.ask(facts.page.target, 'document', null);
    if (now.kind === 'judged' && now.verdict.effect === 'warn') await o.warnings.goOn(now);
    return facts.url;
  }

  async function status(): Promise<StatusAnswer> {
    const membership = o.standing.membership();
    const judge = o.standing.enforcing()?.judge ?? null;
    const phase = judge === null || membership === null ? null : judge.phaseOf(membership.subject);
    const kind = judge === null || membership === null ? 'other' : subjectKind(judge, membership.subject);
    return {
      state: judge === null ? o.connection.state() : 'ready',
      schoolName: membership?.school.name ?? null,
      serverUrl: membership?.serverUrl ?? null,
      bundle: judge?.bundle ?? null,
      phaseName: judge?.policy.groups.find((group) => group.id === phase)?.name ?? phase,
      schoolLanguages: judge?.policy.languages ?? [],
      typing: judge === null || membership === null ? null : judge.typingOf(membership.subject),
      subjectKind: kind,
      connected: o.connection.isConnected(),
      throughProxy: await o.presence.throughProxy(),
      queued: await o.outbox.waiting().catch(() => 0),
      problems: o.problems.list(),
      inFront: kind === 'staff' ? await o.pageInFront() : null,
    };
  }

  return async (message) => {
    await o.standing.ready;
    const question = pageQuestionSchema.parse(message);
    switch (question.ask) {
      case 'block':
        return block(question.reference);
      case 'go-on':
        return goOn(question.reference);
      case 'flush':
        return o.outbox.flush();
      case 'mine':
        return o.person.mine();
      case 'site':
        return o.person.askForSite(question.body);
      case 'report':
        return o.person.report(question.body);
      case 'accept':
        return o.person.accept(question.id);
      case 'status':
        return status();
    }
  };
}
