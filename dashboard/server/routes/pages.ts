// The web app: one page for all its addresses, which holds no data; what it shows it asks of the API.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../http/problem.ts';
import { RawAnswer } from '../http/raw-answer.ts';
import { route } from '../http/route.ts';

const addresses = [
  '/',
  '/sign-in',
  '/sign-in/:token',
  '/events',
  '/incidents',
  '/incidents/:id',
  '/reports',
  '/acceptable-use',
  '/plans',
  '/plans/new',
  '/plans/add',
  '/plans/:id',
  '/jobs',
  '/requests',
  '/requests/:id',
  '/ask-for-site',
  '/guests',
  '/devices',
  '/audit',
  '/policy',
  '/policy/edit',
  '/people',
  '/ask/:reference',
  '/report/:reference',
];
const notBuilt = new Problem(503, 'Not built', 'The web app has not been built yet. Run npm run build, then reload.');

export const pageRoutes = addresses.map((url) =>
  route({
    method: 'GET',
    url,
    public: 'the page itself holds no data',
    schema: {},
    async handler({ services }) {
      const page = await readFile(join(services.webDir, 'index.html')).catch(() => null);
      return page ? new RawAnswer('text/html; charset=utf-8', page, { 'cache-control': 'no-cache' }) : notBuilt;
    },
  }),
);
