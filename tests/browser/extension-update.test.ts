// A new version of the extension, offered where the browser fetches it from.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packExtension } from '#main/chrome/pack-extension.ts';
import { buildExtension } from '../support/chromium/extension-day.ts';
import { launchManaged } from '../support/chromium/launch-managed.ts';
import { openUpdateSite } from '../support/chromium/update-site.ts';
import { eventually } from '../support/events.ts';

test('a new version is put in place without a restart of the browser, though the extension never sleeps', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-update-'));
  const built = await buildExtension(dir);
  const offered = { ...(await packExtension(built, dir)) };
  const site = await openUpdateSite(offered);
  const browser = await launchManaged({ extension: { id: offered.id, updateUrl: site.updateUrl } });
  try {
    const running = async () =>
      (await browser.serviceWorker())
        .evaluate(() => Reflect.get(globalThis, 'chrome').runtime.getManifest().version as string)
        .catch(() => null);
    expect(await running()).toBe('0.1.1');
    writeFileSync(join(built, 'changed.txt'), 'something');
    Object.assign(offered, await packExtension(built, dir));
    await (await browser.serviceWorker()).evaluate(() => Reflect.get(globalThis, 'chrome').runtime.requestUpdateCheck());
    await eventually('the new version', async () => (await running()) === '0.1.2', 30_000);
  } finally {
    await browser.stop();
    await site.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
