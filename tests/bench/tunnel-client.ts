// Requests through a proxy as a browser makes them: CONNECT, TLS against the proxy's authority, kept connections.
import { ProxyAgent } from 'undici';

/** What Chromium sends for a picture of a page. */
const fields = {
  accept: 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en-US;q=0.9,en;q=0.8',
  referer: 'https://h0.bench.test/',
  'sec-fetch-dest': 'image',
  'sec-fetch-mode': 'no-cors',
  'sec-fetch-site': 'same-origin',
  'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
};

export interface ThroughProxy {
  readonly port: number;
  /** PEM that the client trusts. */
  readonly authority: string;
}

export function agentFor(proxy: ThroughProxy, connections: number, protocol: 'http/1.1' | 'h2' = 'http/1.1'): ProxyAgent {
  return new ProxyAgent({
    uri: `http://127.0.0.1:${proxy.port}`,
    requestTls: { ca: proxy.authority },
    connections,
    pipelining: 1,
    allowH2: protocol === 'h2',
  });
}

/** Body bytes; anything but a whole 200 is an error, because a fast wrong answer is no result. */
export async function getThrough(agent: ProxyAgent, origin: string, path: string): Promise<number> {
  const { statusCode, headers, body } = await agent.request({ origin, path, method: 'GET', headers: fields });
  let bytes = 0;
  for await (const chunk of body) bytes += (chunk as Buffer).length;
  if (statusCode !== 200 || (headers['content-length'] !== undefined && Number(headers['content-length']) !== bytes))
    throw new Error(`status ${statusCode} with ${bytes} bytes for ${path}`);
  return bytes;
}

/** `total` requests over `width` connections. */
export async function many(total: number, width: number, one: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let index = next++; index < total; index = next++) await one(index);
    }),
  );
}
