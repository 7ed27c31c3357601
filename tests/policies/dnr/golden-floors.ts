// The golden corpus as questions to the floor: for whoever asks at some time, the rules, and what the judge says of each address.
import { compileBundle } from '#policies/bundle/compile.ts';
import { toDnr, type Floor } from '#policies/dnr/to-dnr.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import type { Target } from '#policies/model/target.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import { readCorpora } from '#tests/golden/corpora.ts';
import { holdingsOf } from '#tests/golden/corpus-holdings.ts';
import { mayLetThrough, mayStop } from './agreement.ts';

export interface GoldenFloor {
  /** The floor without regular expressions that Chrome does not take. */
  readonly floorWithout: (refused: ReadonlySet<string>) => Floor;
  readonly cases: readonly { readonly where: string; readonly url: string; readonly target: Target; readonly verdict: Verdict }[];
}

/** Cases at CONNECT are left out: a browser asks for no address without a path. */
export function goldenFloors(): GoldenFloor[] {
  return readCorpora().flatMap(({ file, corpus }) => {
    const parts = { policy: corpus.policy, lists: [...corpus.lists], phraseLists: [] };
    const compiled = compileBundle({ school: 'greenfield', number: 1, madeAt: 0, ...parts });
    if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
    const holdings = holdingsOf(corpus);
    const judge = createJudge(compiled.bundle, holdings);
    const floors = new Map<string, GoldenFloor & { cases: GoldenFloor['cases'][number][] }>();
    for (const { line, subject, at, place, url, handling } of corpus.cases) {
      const target = parseTarget(url);
      if (handling !== null || target === null) continue;
      const key = JSON.stringify([subject, at, place]);
      let asked = floors.get(key);
      if (asked === undefined) {
        const floorWithout = (refused: ReadonlySet<string>): Floor => toDnr(compiled.bundle, { subject, at, place }, { holdings, refused });
        floors.set(key, (asked = { floorWithout, cases: [] }));
      }
      const verdict = judge.judge({ subject, target, destination: 'document', initiator: null, at, place });
      asked.cases.push({ where: `${file}, line ${line}`, url: new URL(url).href, target, verdict });
    }
    return [...floors.values()];
  });
}

export interface Agreement {
  alike: number;
  /** By the kind of what the floor lists as not expressed. */
  readonly listed: Record<string, number>;
  /** What must not be: neither alike nor listed. */
  readonly wrong: string[];
}

/** Counts one answer of the floor. */
export function compare(agreement: Agreement, { notExpressed }: Floor, one: GoldenFloor['cases'][number], stops: boolean): void {
  const { where, url, target, verdict } = one;
  if (stops === (verdict.effect === 'block')) return void (agreement.alike += 1);
  const why = stops ? (mayStop(notExpressed, target) ? 'expression-edges' : null) : mayLetThrough(notExpressed, target, verdict)?.kind;
  if (why) agreement.listed[why] = (agreement.listed[why] ?? 0) + 1;
  else agreement.wrong.push(`${where}: ${url} is ${verdict.effect}, and the floor ${stops ? 'stops it' : 'lets it through'}`);
}
