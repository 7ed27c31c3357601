// The policy in force: nothing passes without one, a new one holds at once, and a false one changes nothing.
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { signBundle } from '#policies/bundle/signed-bundle.ts';
import { bundleSchema } from '#policies/contracts/bundle.ts';
import type { Rule } from '#policies/model/rule.ts';
import { mia } from '../support/cast.ts';
import { connectThrough, http2Request, http2To, open } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool, ProxiedSchoolOptions } from './support/proxied-school.ts';

async function withSchool(options: ProxiedSchoolOptions, story: (school: ProxiedSchool, pupil: Browser) => Promise<void>): Promise<void> {
  const school = await openProxiedSchool(options);
  try {
    await story(school, {
      proxyPort: school.proxy.port,
      authority: school.authority.certificatePem,
      credentials: await school.deviceOf(mia),
    });
  } finally {
    await school.close();
  }
}

function permission(from: number, until: number): Rule {
  return {
    id: 'decision:r1',
    layer: 'decision',
    effect: 'allow',
    match: { kind: 'host', host: 'games.test', path: null },
    audience: '8b',
    from,
    until,
    origin: { kind: 'decision', request: 'r1', by: 'lewis' },
    reason: 'For the lesson on probability.',
  };
}

test('before a policy was published everything is refused, and says so; the first one opens', () =>
  withSchool({ policy: null }, async (school, pupil) => {
    const refused = await open(pupil, 'http://allowed.test/');
    expect(refused.status).toBe(503);
    expect(refused.text).toContain('not set up yet');
    expect((await connectThrough(pupil, 'allowed.test:443')).status).toBe(503);
    expect(school.outside.received).toEqual([]);
    await school.publish(testPolicy);
    await expect.poll(async () => (await open(pupil, 'http://allowed.test/')).status).toBe(200);
  }));

test('a school’s own language is spoken to whoever asks for none, on every page of the proxy', () =>
  withSchool({ policy: { ...testPolicy, languages: ['cy', 'en'] } }, async (_, pupil) => {
    const pages = [
      ['Mae’r dudalen hon wedi’i blocio', await open(pupil, 'http://games.test/')],
      ['Aeth y cais mewn cylch', await open(pupil, 'http://allowed.test/', { headers: { via: '1.1 schoolgate' } })],
    ] as const;
    for (const [heading, page] of pages) {
      expect(page.headers['content-language']).toBe('cy, en-GB');
      expect(page.text).toContain(`<h1>${heading}</h1>`);
    }
  }));

test('a decision opens a site within a second, in a connection that is open already, and lapses by itself', () =>
  withSchool({}, async (school, pupil) => {
    const session = await http2To(pupil, new URL('https://games.test'));
    const ask = (): Promise<number> => http2Request(session, 'https://games.test/dice').then(({ status }) => status);
    expect(await ask()).toBe(403);
    const start = school.now() + 60_000;
    await school.publish({ ...testPolicy, rules: [permission(start, start + 3_600_000)] });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await ask()).toBe(403);
    school.pass(61_000);
    expect(await ask()).toBe(200);
    school.pass(3_600_000);
    expect(await ask()).toBe(403);
    session.destroy();
    const events = await school.events();
    expect(events.map(({ bundle, effect }) => [bundle, effect])).toEqual([
      [1, 'block'],
      [2, 'block'],
      [2, 'allow'],
      [2, 'block'],
    ]);
  }));

test('a bundle that the school’s key did not sign, or that is for another school, changes nothing', () =>
  withSchool({}, async (school, pupil) => {
    const signed = await school.school.policies.latestBundle();
    const bundle = bundleSchema.parse(JSON.parse(signed?.text ?? ''));
    const open2 = { ...bundle, number: 2, policy: { ...testPolicy, rules: [permission(0, school.now() + 1e9)] } };
    const strange = generateKeyPairSync('ed25519').privateKey;
    await school.school.policies.saveBundle(await signBundle(open2, (bytes) => Promise.resolve(sign(null, bytes, strange))), school.now());
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await open(pupil, 'http://games.test/')).toMatchObject({ status: 403 });
    // The next good one counts again, although a false one was in between.
    await school.publish(testPolicy).catch(() => {});
    await school.publish({ ...testPolicy, rules: [permission(0, school.now() + 1e9)] });
    await expect.poll(async () => (await open(pupil, 'http://games.test/')).status).toBe(200);
  }));

test('while the store cannot be asked for a newer policy the last one stays in force', async () => {
  let broken = false;
  await withSchool(
    {
      storeForProxy: (school) => ({
        ...school,
        policies: {
          ...school.policies,
          latestBundleNumber: () => (broken ? Promise.reject(new Error('gone')) : school.policies.latestBundleNumber()),
        },
      }),
    },
    async (school, pupil) => {
      broken = true;
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(await open(pupil, 'http://games.test/')).toMatchObject({ status: 403 });
      expect(await open(pupil, 'http://allowed.test/')).toMatchObject({ status: 200 });
      broken = false;
      await school.publish({ ...testPolicy, rules: [permission(0, school.now() + 1e9)] });
      await expect.poll(async () => (await open(pupil, 'http://games.test/')).status).toBe(200);
    },
  );
});

test('a key that is no key stops the start', async () => {
  await expect(openProxiedSchool({ proxy: { bundleKey: 'AAAA' } })).rejects.toThrow();
});
