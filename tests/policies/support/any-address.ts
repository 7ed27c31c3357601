// Few names and paths in many combinations, so that they meet: parents and children, public suffixes, addresses of every kind.
import * as fc from 'fast-check';

export const anyHost = fc.constantFrom(
  'a.example',
  'b.a.example',
  'c.b.a.example',
  'ba.example',
  'example',
  'github.io',
  'x.github.io',
  'y.x.github.io',
  'co.uk',
  'z.co.uk',
  '192.0.2.1',
  '2001:db8::1',
  'local',
  'xn--mnchen-3ya.example',
  'www.youtube.com',
  'youtu.be',
);

const anyPath = fc.constantFrom(
  '',
  '/',
  '/a',
  '/a/',
  '/a/b',
  '/a/b/c',
  '/ab',
  '/a?b=c',
  '/a?b=cd',
  '/A',
  '/a%2fb',
  '/x/..%2fa',
  '/a;v=1/b',
  '/%61',
  '/é',
  '/%2541',
  '/watch?v=abcdefghijk',
  '/embed/abcdefghijK?playlist=abcdefghijk',
  '/abcdefghijk',
);

const written = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** An address as a browser sends it. */
export const anyAddress = fc.tuple(anyHost, anyPath).map(([host, path]) => `https://${written(host)}${path === '' ? '/' : path}`);

/** A line of a list that names a host, with a path or not. */
export const anyLine = fc
  .tuple(anyHost, anyPath, fc.boolean())
  .map(([host, path, below]) => `${below && !/[\d:]/.test(host) ? '*.' : ''}${path === '' ? host : written(host)}${path}`);
