// What can be set, and what is said about a value that will not do. The message completes "… will not do; ".
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const port = z
  .int({ error: 'give a port number from 1 to 65535 (0 takes any free one)' })
  .min(0, { error: 'give a port number from 1 to 65535' })
  .max(65535, { error: 'give a port number from 1 to 65535' });
/** Threads beyond the processors only wait for each other. */
const mostWorkers = 32;
const workers = z.union([z.literal('auto'), z.int().min(1).max(mostWorkers)], {
  error: `choose auto, or a number from 1 to ${mostWorkers}`,
});
const text = (error: string) => z.string({ error }).trim().min(1, { error });
const browserWanted = 'give the path of Chromium or Chrome, or false, or null';
const hostAndPort = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+):([1-9]\d{0,4})$/i;

const addressSchema = z
  .strictObject(
    {
      cidr: text('give a range such as 10.20.0.0/16, or one address as 10.20.3.4/32').refine((range) => ipaddr.isValidCIDR(range), {
        error: 'give a range such as 10.20.0.0/16, or one address as 10.20.3.4/32',
      }),
      name: text('give a name that your technicians know, such as "Room 12"'),
      group: text("give a group's id, such as ks3").optional(),
      person: text('give the id of a person on the roster').optional(),
      guests: z.literal(true, { error: 'give true, or leave it out' }).optional(),
    },
    { error: 'give cidr, name, and one of group, person or guests' },
  )
  .refine(({ group, person, guests }) => [group, person, guests].filter((one) => one !== undefined).length === 1, {
    error: 'name a group, or a person, or say guests: true',
  });

export const settingsSchema = z.strictObject({
  host: text('give the address to listen on, such as 127.0.0.1 or 0.0.0.0').refine(ipaddr.isValid, {
    error: 'give an IP address to listen on, such as 127.0.0.1 or 0.0.0.0',
  }),
  publicUrl: z
    .string({ error: 'give the address that devices open the dashboard by, such as https://schoolgate.school.example:8000' })
    .refine(isOrigin, {
      error: 'give an address with https:// (or http://), a name and no path, such as https://schoolgate.school.example:8000',
    })
    .transform((url) => new URL(url).origin)
    .nullable(),
  proxy: z.strictObject({
    port,
    workers,
    privateNetworks: z.boolean({ error: 'choose true or false' }),
    holdStaleDevices: z
      .int({ error: 'give whole minutes from 2 to 1440, or null' })
      .min(2, { error: 'give whole minutes from 2 to 1440, or null' })
      .max(1440, { error: 'give whole minutes from 2 to 1440, or null' })
      .nullable(),
    publicAddress: text('give name:port, such as schoolgate.school.example:8080')
      .regex(hostAndPort, { error: 'give name:port, such as schoolgate.school.example:8080' })
      .nullable(),
    extraRoots: z.array(text('give the name of a PEM file'), { error: 'give a list of PEM files' }),
    revocationLists: z.array(text('give the name of a file or folder'), { error: 'give a list of files or folders' }),
    browser: z.union([z.literal(false), text(browserWanted)], { error: browserWanted }).nullable(),
    connectTo: z.record(
      z.string().regex(hostAndPort, { error: 'name each origin as name:port, such as intranet.school.example:443' }),
      z.string().regex(hostAndPort, { error: 'give host:port, such as 10.1.2.3:8443' }),
      { error: 'give lines of the form name:port: host:port' },
    ),
  }),
  dashboard: z.strictObject({
    port,
    https: z.enum(['auto', 'on', 'off'], { error: 'choose auto, on or off' }),
  }),
  mail: z
    .strictObject({
      host: text('give the name of the mail server, such as smtp.school.example'),
      port,
      security: z.enum(['tls', 'starttls', 'none'], { error: 'choose tls, starttls or none' }),
      user: text('give the name to sign in with, or null').nullable(),
      passwordFile: text('give the name of a file that holds the password, or null').nullable(),
      from: text('give the sender, such as Schoolgate <schoolgate@school.example>').regex(
        /^(?:[^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
        {
          error: 'give the sender, such as Schoolgate <schoolgate@school.example>',
        },
      ),
    })
    .refine(({ security, passwordFile, host }) => security !== 'none' || passwordFile === null || isThisMachine(host), {
      path: ['security'],
      error: 'choose tls or starttls: with none the password would cross the network in clear',
    })
    .nullable(),
  addresses: z.array(addressSchema, { error: 'give a list of entries with cidr, name, and one of group, person or guests' }),
  log: z.strictObject({
    level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], { error: 'choose fatal, error, warn, info, debug or silent' }),
  }),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  host: '127.0.0.1',
  publicUrl: null,
  proxy: {
    port: 8080,
    workers: 'auto',
    privateNetworks: false,
    holdStaleDevices: 11,
    publicAddress: null,
    extraRoots: [],
    revocationLists: [],
    browser: null,
    connectTo: {},
  },
  dashboard: { port: 8000, https: 'auto' },
  mail: null,
  addresses: [],
  log: { level: 'warn' },
};

const isThisMachine = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

function isOrigin(url: string): boolean {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    /^https?:$/.test(parsed.protocol) &&
    parsed.pathname === '/' &&
    parsed.search === '' &&
    parsed.hash === '' &&
    parsed.username === ''
  );
}
