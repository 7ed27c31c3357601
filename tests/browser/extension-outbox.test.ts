// Events that wait in the browser's own store, in the real one: old ordinary ones go first, and that they went is told.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, type } from '../support/chromium/extension-day.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { eventually, recorded } from '../support/events.ts';

let school: ExtensionDay;
let browser: ManagedBrowser;

beforeAll(async () => {
  school = await openExtensionDay();
  browser = await school.browserOf(mia);
});
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

test('twenty thousand visits wait while the school is away: room is made, what was stopped is kept, and the loss is on record', async () => {
  const page = await settledPage(browser);
  const worker = await browser.serviceWorker();
  await worker.evaluate(() => {
    const send = globalThis.fetch.bind(globalThis);
    Object.assign(globalThis, { send });
    globalThis.fetch = () => Promise.reject(new TypeError('no network'));
  });
  await type(page, 'https://games.test/while-away');
  await type(page, 'https://allowed.test/while-away');
  const own = await browser.newPage();
  await own.goto(`chrome-extension://${browser.extensionId}/pages/popup/popup.html`);
  // As many more of what is there as an idle class would make in a month.
  const filled = await own.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('The store cannot be written.')));
      });
    const database = await settled(indexedDB.open('schoolgate'));
    try {
      const store = database.transaction('events', 'readwrite').objectStore('events');
      const sample = (await settled<{ kind: string; id: string }[]>(store.getAll())).find(({ kind }) => kind === 'ordinary');
      for (let n = 0; n < 20_050; n++) store.add({ ...sample, id: `0000${String(n).padStart(8, '0')}`.replace(/[^0-9]/g, '0') });
      return await settled(store.count());
    } finally {
      database.close();
    }
  });
  expect(filled).toBeGreaterThan(20_050);
  // Whatever asks how many wait, as this page and every heartbeat do, finds that room is wanted.
  await own.reload();
  await own.getByText('Not sent yet').waitFor();
  for (let n = 0; n < 3; n++) await type(page, `https://games.test/more-${n}`);
  await worker.evaluate(() => void Reflect.set(globalThis, 'fetch', Reflect.get(globalThis, 'send')));

  const device = await eventually(
    'a heartbeat with the loss',
    async () => {
      const known = (await school.day.school.devices.list()).find(({ name }) => name === 'Laptop of mia');
      return (known?.lastHeartbeat?.lost?.dropped ?? 0) > 0 && known;
    },
    60_000,
  );
  const { entries } = await school.day.school.audit.list({ limit: 50 });
  const dropped = device.lastHeartbeat?.lost?.dropped;
  expect(entries.find(({ did, to }) => did === 'lost-events' && to === `device:${device.id}`)?.detail).toContain(`${dropped} ordinary`);
  await eventually(
    'everything that was stopped',
    async () => {
      const paths = (await recorded(school.day.school, ['blocked'])).map(({ target }) => target.path);
      return ['/while-away', '/more-0', '/more-1', '/more-2'].every((path) => paths.includes(path));
    },
    60_000,
  );
}, 180_000);
