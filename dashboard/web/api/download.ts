import { notUnderstood, problemFrom, unreachable } from './problem.ts';
import type { Answer } from './call.ts';
import { announce } from './session-events.ts';

/** Posts and keeps the answer as a file of the browser's. */
export async function download(path: string, body: unknown, name: string): Promise<Answer<null>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.status === 401) announce('ended');
    if (!response.ok) return { ok: false, problem: problemFrom(response.status, await response.json().catch(() => null)) };
    if (response.headers.get('content-type') !== 'application/zip') return { ok: false, problem: notUnderstood };
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
    return { ok: true, value: null };
  } catch {
    return { ok: false, problem: unreachable };
  }
}
