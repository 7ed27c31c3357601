// What a browser under policy asks for an extension: an update manifest (Omaha protocol 2.0) and the CRX, on loopback.
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PackedExtension } from '#main/chrome/pack-extension.ts';

export interface UpdateSite {
  readonly updateUrl: string;
  close(): Promise<void>;
}

export async function openUpdateSite(packed: PackedExtension): Promise<UpdateSite> {
  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host}`;
    if (request.url?.startsWith('/updates.xml') === true) {
      response.setHeader('content-type', 'text/xml');
      response.end(
        `<?xml version='1.0' encoding='UTF-8'?><gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>` +
          `<app appid='${packed.id}'><updatecheck codebase='${origin}/schoolgate.crx' version='${packed.version}'/></app></gupdate>`,
      );
    } else if (request.url?.startsWith('/schoolgate.crx') === true) {
      response.setHeader('content-type', 'application/x-chrome-extension');
      response.end(fs.readFileSync(packed.crxFile));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    updateUrl: `http://127.0.0.1:${port}/updates.xml`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
