// How long a lesson's page waits for its origin to begin to answer before the kept copy is shown.
import { discard } from '../exchange/discard.ts';
import type { OriginResponse } from '../exchange/exchange.ts';
import type { Soon } from '../exchange/soon.ts';

/** Milliseconds. */
const patience = 3000;

/** `null`: the kept copy should be shown now. A late answer is given to `late`, which it then ends with; one that fails is nobody's. */
export async function beforeTheClassWaits(
  answer: Soon<OriginResponse>,
  late: (response: OriginResponse) => void,
): Promise<OriginResponse | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patience, null);
  });
  try {
    const response = await Promise.race([answer, tooLate]);
    if (response) return response;
  } finally {
    clearTimeout(timer);
  }
  Promise.resolve(answer).then(
    (response) => {
      late(response);
      discard(response);
    },
    () => undefined,
  );
  return null;
}
