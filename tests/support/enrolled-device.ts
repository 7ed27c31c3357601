// A school device as the network sees it: enrolled through the API, browsing through the proxy with the token it is given,
// trusting nothing but the school's authority.
import { randomUUID } from 'node:crypto';
import { ProxyAgent, request } from 'undici';
import { enrolResponseSchema, proxyTokenResponseSchema, type EnrolResponse } from '#policies/contracts/extension-api.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

export interface EnrolledDevice {
  readonly enrolled: EnrolResponse;
  /** Opens a page through the proxy, as a navigation of a browser. */
  open(url: string, headers?: Record<string, string>): Promise<Answer>;
  /** Calls the extension's API with the device's token. */
  api(path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  close(): Promise<void>;
}

export const navigation = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-user': '?1',
};

export async function enrolDevice(options: {
  dashboardUrl: string;
  enrolmentKey: string;
  login: string;
  proxyPort: number;
  authority: string;
}): Promise<EnrolledDevice> {
  const call = async (path: string, body: unknown, token: string | null): Promise<{ status: number; json: unknown }> => {
    const response = await fetch(`${options.dashboardUrl}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : JSON.parse(text) };
  };
  const { status, json } = await call(
    '/api/extension/enrol',
    {
      enrolmentKey: options.enrolmentKey,
      install: randomUUID(),
      deviceName: `Device of ${options.login}`,
      user: options.login,
      version: '0.1.0',
    },
    null,
  );
  if (status !== 200) throw new Error(`enrolment answered ${status}: ${JSON.stringify(json)}`);
  const enrolled = enrolResponseSchema.parse(json);
  async function proxy(): Promise<ProxyAgent> {
    const answer = await call('/api/extension/proxy-token', {}, enrolled.token);
    const password = answer.status === 200 ? proxyTokenResponseSchema.parse(answer.json).token : 'none';
    return new ProxyAgent({
      uri: `http://127.0.0.1:${options.proxyPort}`,
      token: `Basic ${Buffer.from(`${enrolled.device}:${password}`).toString('base64')}`,
      requestTls: { ca: options.authority },
      proxyTunnel: false,
    });
  }
  let agent = await proxy();
  const ask = async (url: string, headers: Record<string, string>): Promise<Answer> => {
    const response = await request(url, { dispatcher: agent, headers: { ...navigation, ...headers } });
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  };
  return {
    enrolled,
    async open(url, headers = {}) {
      const answer = await ask(url, headers).catch((error: unknown) => {
        if (!/\b407\b/.test(String(error))) throw error;
        return null;
      });
      if (answer !== null && answer.status !== 407) return answer;
      // The token has ended, as school time goes in a test: the extension would have renewed it.
      await agent.close();
      agent = await proxy();
      return ask(url, headers);
    },
    api: (path, body) => call(path, body, enrolled.token),
    close: () => agent.close(),
  };
}
