// An HTTPS server that gives lists as a test tells it to, with a certificate of an authority of the test.
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestAuthority } from '../support/test-authority.ts';

export interface ListServer {
  /** PEM of the authority. */
  readonly root: string;
  readonly origin: string;
  /** What was asked, in order. */
  readonly asked: { readonly path: string; readonly etag: string | undefined }[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  close(): Promise<void>;
}

export async function startListServer(): Promise<ListServer> {
  const authority = await createTestAuthority();
  const leaf = await authority.issue(['localhost']);
  const server = createServer(leaf);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const lists: ListServer = {
    root: authority.root,
    origin: `https://localhost:${port}`,
    asked: [],
    answer: (_request, response) => void response.writeHead(404).end(),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  server.on('request', (request, response) => {
    lists.asked.push({ path: request.url ?? '', etag: request.headers['if-none-match'] });
    lists.answer(request, response);
  });
  return lists;
}

/** Gives a text, and "not modified" to whoever has it. */
export function gives(text: string | Uint8Array, etag: string): ListServer['answer'] {
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.writeHead(200, { etag, 'content-type': 'text/plain' }).end(text);
  };
}
