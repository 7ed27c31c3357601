// From where managed Chrome installs and updates the extension (Chrome's update manifest, protocol 2.0, and the CRX).
import { open } from 'node:fs/promises';
import { notFound } from '../http/problem.ts';
import { RawAnswer } from '../http/raw-answer.ts';
import { route } from '../http/route.ts';

const forBrowsers = 'browsers install the extension by policy, before anybody signs in';
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&apos;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>'"]/g, (sign) => entities[sign] ?? '');

const updates = route({
  method: 'GET',
  url: '/extension/updates.xml',
  public: forBrowsers,
  schema: {},
  async handler({ services: { extension, publicUrl } }) {
    if (!extension) return notFound('extension');
    const manifest = `<?xml version='1.0' encoding='UTF-8'?>
<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>
  <app appid='${escaped(extension.id)}'>
    <updatecheck codebase='${escaped(`${publicUrl()}/extension/schoolgate.crx`)}' version='${escaped(extension.version)}' />
  </app>
</gupdate>
`;
    return new RawAnswer('application/xml; charset=utf-8', manifest, { 'cache-control': 'no-cache' });
  },
});

const crx = route({
  method: 'GET',
  url: '/extension/schoolgate.crx',
  public: forBrowsers,
  schema: {},
  async handler({ services: { extension } }) {
    const file = extension && (await open(extension.crxFile).catch(() => null));
    if (!file) return notFound('extension');
    const { size } = await file.stat();
    return new RawAnswer('application/x-chrome-extension', file.createReadStream(), {
      'content-length': String(size),
      'cache-control': 'no-cache',
    });
  },
});

export const extensionPackageRoutes = [updates, crx];
