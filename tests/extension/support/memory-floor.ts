// Chrome's rules in memory, as far as the extension can see them.
import type { FloorPort } from '#extension/chrome/floor-port.ts';
import type { DnrRule } from '#policies/dnr/dnr-rule.ts';

export interface MemoryFloor {
  readonly port: FloorPort;
  rules: readonly DnrRule[];
  lifted: boolean;
  /** How often rules were replaced. */
  replaced: number;
  /** Chrome takes no rules. */
  broken: boolean;
  /** Regular expressions that Chrome does not take. */
  readonly tooLarge: Set<string>;
}

export function memoryFloor(): MemoryFloor {
  let mark: string | null = null;
  const floor: MemoryFloor = {
    rules: [],
    lifted: false,
    replaced: 0,
    broken: false,
    tooLarge: new Set(),
    port: {
      inForce: async () => mark,
      async replace(rules, as) {
        const refused = rules.some(({ condition }) => floor.tooLarge.has(condition.regexFilter ?? ''));
        if (floor.broken || refused) throw new Error('Chrome does not take the rules.');
        floor.rules = rules;
        floor.replaced += 1;
        mark = as;
      },
      refused: async (patterns) => patterns.map(({ regex }) => regex).filter((regex) => floor.tooLarge.has(regex)),
      lift: async (lifted) => void (floor.lifted = lifted),
    },
  };
  return floor;
}
