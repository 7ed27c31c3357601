import { z } from 'zod';
import { Problem } from '../http/problem.ts';
import { route } from '../http/route.ts';

const health = route({
  method: 'GET',
  url: '/healthz',
  public: 'for whatever watches the server; it tells nothing but that it works',
  /** `bundle`: the highest bundle number of any school here. */
  schema: { answer: z.object({ ok: z.literal(true), bundle: z.number() }) },
  async handler({ services: { store, log } }) {
    try {
      const schools = await store.schools();
      const numbers = await Promise.all(schools.map((school) => store.forSchool(school.id).policies.latestBundleNumber()));
      return { ok: true as const, bundle: Math.max(0, ...numbers) };
    } catch {
      log.error('the store does not answer');
      return new Problem(503, 'Not well', 'The store does not answer.', { ok: false });
    }
  },
});

export const healthRoutes = [health];
