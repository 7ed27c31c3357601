// Somebody at the dashboard: signs in by a one-time link and calls the API as the web app does.

export interface DashboardClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Like the web app, but gives the status and the problem instead of throwing. */
  try(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
}

export async function openDashboardClient(baseUrl: string, link: string): Promise<DashboardClient> {
  let cookie = '';
  const call = async (method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        origin: baseUrl,
        'sec-fetch-site': 'same-origin',
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie()[0];
    if (set) cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : JSON.parse(text) };
  };
  const must = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const { status, json } = await call(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(json)}`);
    return json as T;
  };
  await must('POST', '/api/session/one-time', { token: new URL(link).pathname.split('/').at(-1) });
  return {
    get: (path) => must('GET', path),
    post: (path, body) => must('POST', path, body),
    try: call,
  };
}
