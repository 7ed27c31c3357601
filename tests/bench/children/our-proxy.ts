// Our proxy as a school runs it: judge, real signed bundle, records, cache; the client is known by its address.
import { z } from 'zod';
import { openProxiedSchool } from '../../proxy/support/proxied-school.ts';
import { msOkafor } from '../../support/cast.ts';
import { ready, settings } from './settings.ts';

const asked = z.object({
  root: z.string(),
  /** Hosts at other addresses than 127.0.0.1. */
  places: z.record(z.string(), z.string()).default({}),
});
const { root, places } = await settings((message) => asked.parse(message));
const school = await openProxiedSchool({
  proxy: {
    clock: Date.now,
    extraRoots: root === '' ? [] : [root],
    connectTo: (host, port) => ({ host: places[host] ?? '127.0.0.1', port }),
    // As in the product; the tests' own way of starting a school looks far more often.
    pollMs: 400,
    addresses: [{ cidr: '127.0.0.0/8', person: msOkafor.id, name: 'load generator' }],
  },
});
ready({ port: school.proxy.port, authority: school.authority.certificatePem }, () => school.close());
