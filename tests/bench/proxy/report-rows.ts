// From what was measured in each round to the table: medians, ratios within a round, and whether the target is met.
import { median, medianRatio } from '../medians.ts';
import type { PeerName } from './peer.ts';
import { rowNames, type Row } from './rows.ts';

/** Row → peer → a value a round. */
export type Measured = ReadonlyMap<string, ReadonlyMap<PeerName, readonly number[]>>;

export const columns = ['row', 'unit', 'schoolgate', 'squid', 'e2guardian', '/ squid', '/ e2guardian', 'target', ''];

export function reportRow({ name, unit, target }: Pick<Row, 'name' | 'unit' | 'target'>, measured: Measured): string[] {
  const of = (peer: PeerName): readonly number[] => measured.get(name)?.get(peer) ?? [];
  const ratios = { squid: medianRatio(of('schoolgate'), of('squid')), e2guardian: medianRatio(of('schoolgate'), of('e2guardian')) };
  const aims = (['squid', 'e2guardian'] as const).flatMap((peer) => (target[peer] === undefined ? [] : [{ peer, most: target[peer] }]));
  const seen = aims.filter(({ peer }) => !Number.isNaN(ratios[peer]));
  return [
    name,
    unit,
    ...(['schoolgate', 'squid', 'e2guardian'] as const).map((peer) => shown(median(of(peer)))),
    shown(ratios.squid),
    shown(ratios.e2guardian),
    aims.map(({ peer, most }) => `≤ ${most} ${peer}`).join(', '),
    seen.length === 0 ? '' : seen.every(({ peer, most }) => ratios[peer] <= most) ? 'met' : 'MISSED',
  ];
}

/** The page as the sum of its parts: 12 connections, 60 requests of 20 kB of which half are kept, a fifth of a new host. */
export function pageOfParts(measured: Measured): ReadonlyMap<PeerName, readonly number[]> {
  const peers = [...(measured.get(rowNames.miss20)?.keys() ?? [])];
  const part = (name: string, peer: PeerName, round: number): number => measured.get(name)?.get(peer)?.[round] ?? Number.NaN;
  return new Map(
    peers.map((peer) => [
      peer,
      (measured.get(rowNames.miss20)?.get(peer) ?? []).map(
        (miss, round) =>
          12 * part(rowNames.connection, peer, round) +
          30 * miss +
          30 * part(rowNames.hit20, peer, round) +
          0.2 * part(rowNames.host, peer, round),
      ),
    ]),
  );
}

export const shown = (value: number): string => (Number.isNaN(value) ? '-' : value.toPrecision(3));
