// A class that opens a page at the same moment, each browser from an address of its own.
import { z } from 'zod';
import { loadPage } from '../lesson/load-page.ts';
import { ready, settings } from './settings.ts';

await settings((message) => z.object({}).parse(message));
const job = z.object({ port: z.number(), authority: z.string(), url: z.string(), browsers: z.number() });

process.on('message', (message) => {
  const { browsers, url, port, authority } = job.parse(message);
  const all = Array.from({ length: browsers }, (_, index) =>
    loadPage(url, { port, authority, credentials: null, localAddress: `127.0.1.${index + 1}` }),
  );
  void Promise.all(all).then((loads) => process.send?.({ loads }));
});
ready({}, () => undefined);
