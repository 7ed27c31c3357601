// Filling a static table: names are taken away one by one, each as the only one left in one of its slots, and put back in
// reverse, each deciding the value of its own slot. Where no order exists another salt is tried.
import { FusePlaces, layoutFor, type FuseLayout } from './fuse-layout.ts';

export interface FuseSlots {
  readonly layout: FuseLayout;
  /** Of each slot two words side by side, so that one line of the processor's cache holds both: fingerprint and value. */
  readonly words: Int32Array;
}

/** Far more than are ever needed: one try fails with a chance of some percent. */
const mostTries = 64;

/** The slots for distinct hashes and a value of 32 bits for each. Throws a RangeError for hashes that are not distinct. */
export function buildSlots(hi: Uint32Array, lo: Uint32Array, values: Uint32Array): FuseSlots {
  for (let round = 1; round <= mostTries; round++) {
    const layout = layoutFor(hi.length, Math.imul(round, 0x9e3779b1) >>> 0);
    const order = peel(hi, lo, layout);
    if (order !== null) return { layout, words: fill(hi, lo, values, layout, order) };
  }
  throw new RangeError('The names of a table must be distinct.');
}

interface PeelingOrder {
  readonly names: Uint32Array;
  /** Which of its three slots each name decides. */
  readonly which: Uint8Array;
}

function peel(hi: Uint32Array, lo: Uint32Array, layout: FuseLayout): PeelingOrder | null {
  const count = hi.length;
  const places = new FusePlaces(layout);
  // Of each slot how many names it has and their numbers combined by XOR: with one left, that is its number.
  const degree = new Uint32Array(layout.slots);
  const combined = new Uint32Array(layout.slots);
  for (let name = 0; name < count; name++) {
    places.locate(hi[name] ?? 0, lo[name] ?? 0);
    for (const slot of [places.first, places.second, places.third]) {
      degree[slot] = (degree[slot] ?? 0) + 1;
      combined[slot] = (combined[slot] ?? 0) ^ name;
    }
  }
  const single = new Uint32Array(layout.slots);
  let singles = 0;
  for (let slot = 0; slot < layout.slots; slot++) if (degree[slot] === 1) single[singles++] = slot;
  const names = new Uint32Array(count);
  const which = new Uint8Array(count);
  let taken = 0;
  while (singles > 0) {
    const slot = single[--singles] ?? 0;
    if (degree[slot] !== 1) continue;
    const name = combined[slot] ?? 0;
    places.locate(hi[name] ?? 0, lo[name] ?? 0);
    names[taken] = name;
    which[taken++] = slot === places.first ? 0 : slot === places.second ? 1 : 2;
    for (const other of [places.first, places.second, places.third]) {
      const left = (degree[other] ?? 0) - 1;
      degree[other] = left;
      combined[other] = (combined[other] ?? 0) ^ name;
      if (left === 1) single[singles++] = other;
    }
  }
  return taken === count ? { names, which } : null;
}

function fill(hi: Uint32Array, lo: Uint32Array, values: Uint32Array, layout: FuseLayout, order: PeelingOrder): Int32Array {
  const places = new FusePlaces(layout);
  const words = new Int32Array(2 * layout.slots);
  for (let taken = order.names.length - 1; taken >= 0; taken--) {
    const name = order.names[taken] ?? 0;
    places.locate(hi[name] ?? 0, lo[name] ?? 0);
    const [first, second, third] = [2 * places.first, 2 * places.second, 2 * places.third];
    const own = [first, second, third][order.which[taken] ?? 0] ?? 0;
    // The own slot is still empty, so that it takes part in none of the three sums.
    words[own] = places.fingerprint ^ (words[first] ?? 0) ^ (words[second] ?? 0) ^ (words[third] ?? 0);
    words[own + 1] = (values[name] ?? 0) ^ (words[first + 1] ?? 0) ^ (words[second + 1] ?? 0) ^ (words[third + 1] ?? 0);
  }
  return words;
}
