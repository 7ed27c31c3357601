// Which of millions of texts were seen before, in 8 to 20 bytes each instead of the texts themselves.

/**
 * Remembers 64-bit hashes (MurmurHash3's mixing, two seeds) in an open table. Of five million texts the chance that any
 * one is taken for another is below one in a million; that one entry would be missing from its list.
 */
export class SeenKeys {
  #slots = new Uint32Array(2 * 1024);
  #count = 0;

  /** Whether the text is new. */
  add(text: string): boolean {
    let [high, low] = [0x9747b28c, 0x3c6ef372];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, 0xcc9e2d51);
      high = (high << 13) | (high >>> 19);
      low = Math.imul(low ^ code, 0x1b873593);
      low ^= low >>> 15;
    }
    high = mixed(high ^ text.length);
    low = mixed(Math.imul(low, 0x85ebca6b) ^ high);
    // Zero marks an empty slot.
    if (high === 0) high = 1;
    if (2 * (this.#count + 1) > this.#slots.length * 0.7) this.#grow();
    return this.#put(this.#slots, high, low);
  }

  #put(slots: Uint32Array, high: number, low: number): boolean {
    const mask = slots.length / 2 - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const there = slots[2 * slot];
      if (there === 0) {
        slots[2 * slot] = high;
        slots[2 * slot + 1] = low;
        this.#count++;
        return true;
      }
      if (there === high && slots[2 * slot + 1] === low) return false;
    }
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(before.length * 2);
    this.#count = 0;
    for (let at = 0; at < before.length; at += 2) {
      const high = before[at] ?? 0;
      if (high !== 0) this.#put(this.#slots, high, before[at + 1] ?? 0);
    }
  }
}

function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
