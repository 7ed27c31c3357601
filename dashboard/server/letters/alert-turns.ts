// When which grave events are told: the first at once, what follows counted, nothing swallowed and no mailbox flooded.
import type { AlertTurn } from '#store/letter-store.ts';

export type Grave = AlertTurn['severity'];
export interface GraveEvent {
  readonly severity: Grave;
  /** Person, device or address. */
  readonly about: string;
}

const minute = 60 * 1000;
const oneTurn = 10 * minute;
/** So many people are told of one by one; more, as when a harmless page is on a phrase list, are told of together. */
export const mostAtOnce = 5;
const everybody = '';

/**
 * Of something urgent about somebody nobody has heard of for ten minutes the lead hears at once, of more about the same person when they
 * are over. Beyond `mostAtOnce` people, urgent events are told together once a minute; what is not urgent, together every ten.
 */
export function takeTurns(
  before: readonly AlertTurn[],
  events: readonly GraveEvent[],
  now: number,
): { turns: AlertTurn[]; told: { severity: Grave; count: number }[] } {
  const turns = new Map(before.filter((turn) => turn.untold > 0 || !isOver(turn, now)).map((turn) => [keyOf(turn), { ...turn }]));
  for (const { severity, about } of events) {
    const own = { severity, about: severity === 'urgent' ? about : everybody };
    const known = turns.has(keyOf(own)) || severity === 'high' || ofPersons(turns.values()) < mostAtOnce;
    const key = known ? own : { severity, about: everybody };
    const turn = turns.get(keyOf(key)) ?? { ...key, toldAt: Number.NEGATIVE_INFINITY, untold: 0 };
    turns.set(keyOf(key), { ...turn, untold: turn.untold + 1 });
  }
  const counts = new Map<Grave, number>();
  const after = [...turns.values()].map((turn) => {
    if (turn.untold === 0 || !isOver(turn, now)) return turn;
    counts.set(turn.severity, (counts.get(turn.severity) ?? 0) + turn.untold);
    return { ...turn, toldAt: now, untold: 0 };
  });
  return { turns: after, told: [...counts].map(([severity, count]) => ({ severity, count })) };
}

const keyOf = ({ severity, about }: GraveEvent): string => `${severity} ${about}`;
const ofPersons = (turns: Iterable<AlertTurn>): number =>
  [...turns].filter(({ severity, about }) => severity === 'urgent' && about !== '').length;

function isOver({ severity, about, toldAt }: AlertTurn, now: number): boolean {
  // A clock that was set back says nothing of when it was.
  return toldAt > now || toldAt + (severity === 'urgent' && about === everybody ? minute : oneTurn) <= now;
}
