// A client without credentials, named by the address map, that asks the proxy for plain http pages.
import { request, type Agent } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The reference on a block page, without dashes; null on other pages. */
  readonly reference: string | null;
}

/** Resolves with what was shown in full, or null when the connection failed or was cut off: then nobody saw a page. */
export function openThroughProxy(proxyPort: number, url: string, agent?: Agent): Promise<Answer | null> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: proxyPort,
        path: url,
        headers: { host: new URL(url).host, accept: 'text/html' },
        timeout: 10_000,
        ...(agent ? { agent } : {}),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('error', () => resolve(null));
        response.on('close', () => {
          const reference = /\b([0-9A-Z]{4})-([0-9A-Z]{4})-([0-9A-Z]{4})\b/.exec(text);
          resolve(
            response.complete ? { status: response.statusCode ?? 0, text, reference: reference && reference.slice(1).join('') } : null,
          );
        });
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(null));
    asked.end();
  });
}
