// A proxy in the middle of a visit that does not end, for a test that kills it. Says its folder when the browser is under way.
import { defaultPrecacheLimits } from '#proxy/precache/precache-limits.ts';
import { html } from '../../../../support/origin-site.ts';
import { openProxiedSchool } from '../../../support/proxied-school.ts';

const day = await openProxiedSchool();
day.outside.page('a.test/', html('<img src="/never.png">'));
day.outside.page('a.test/never.png', () => process.send?.({ dir: day.dir }));
await day.proxy.visit({
  url: 'https://a.test/',
  group: '8b',
  at: day.now(),
  permits: [],
  signal: new AbortController().signal,
  limits: defaultPrecacheLimits,
  progress: () => undefined,
});
