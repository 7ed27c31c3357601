// Our proxy as a school runs it, with an origin at one place; told to, it prepares the lesson as after an approval.
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { openProxiedSchool, testPolicy } from '../../proxy/support/proxied-school.ts';
import { msOkafor } from '../../support/cast.ts';
import { pageHost, pageUrl } from '../lesson/lesson-page.ts';
import { ready, settings } from './settings.ts';

const given = z.object({ root: z.string(), originPort: z.number() });
const { root, originPort } = await settings((message) => given.parse(message));
const school = await openProxiedSchool({
  proxy: {
    extraRoots: [root],
    connectTo: () => ({ host: '127.0.0.1', port: originPort }),
    pollMs: 50,
    addresses: [{ cidr: '127.0.0.0/8', person: msOkafor.id, name: 'load generator' }],
  },
});

async function prepare(): Promise<object> {
  const { now, school: store } = school;
  const current = await store.policies.current();
  if (current === null) await store.policies.save(testPolicy, 0, 'system', now());
  const period = testPolicy.periods[2]?.id ?? '';
  await store.requests.save({
    id: 'lesson',
    at: now(),
    askedBy: { kind: 'account', id: 'okafor' },
    reference: null,
    url: pageUrl,
    host: pageHost,
    path: null,
    lesson: { group: '8b', date: '2026-11-26', period },
    reason: 'Rivers',
    state: 'approved',
    decision: { by: 'lewis', at: now(), reason: 'Good', audience: '8b', from: null, until: null, rule: 'none' },
  });
  await store.jobs.add({ id: 'job', kind: 'precache', about: 'lesson', part: null }, now());
  for (;;) {
    const readiness = await store.requests.readiness('lesson');
    if (readiness && readiness.state !== 'waiting' && readiness.state !== 'running') {
      // It was prepared for the last time twenty minutes before: the document is stale by then.
      school.pass(20 * 60_000);
      return readiness;
    }
    await wait(50);
  }
}

process.on('message', () => void prepare().then((readiness) => process.send?.({ readiness })));
ready({ port: school.proxy.port, authority: school.authority.certificatePem }, () => school.close());
