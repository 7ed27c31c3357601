// What Chrome is told about the extension. There is no web_accessible_resources on purpose: a page that could load one of our
// files could find out that it is filtered, and could open them by the hundred to wear the extension out.
import { defineManifest } from '@crxjs/vite-plugin';
import pack from '../package.json' with { type: 'json' };

/** The first Chrome in which a blocking listener that answers with a promise was proved to be waited for (chromium tests). */
const testedFrom = '156';

export const manifest = defineManifest({
  manifest_version: 3,
  name: 'Schoolgate',
  short_name: 'Schoolgate',
  description: 'Your school’s web filter: it explains what is stopped and lets you ask for it.',
  version: pack.version,
  minimum_chrome_version: testedFrom,
  icons: { 16: 'icons/gate-16.png', 32: 'icons/gate-32.png', 48: 'icons/gate-48.png', 128: 'icons/gate-128.png' },
  action: {
    default_title: 'Schoolgate',
    default_popup: 'pages/popup/popup.html',
    default_icon: { 16: 'icons/gate-16.png', 32: 'icons/gate-32.png' },
  },
  background: { service_worker: 'background/background.ts', type: 'module' },
  storage: { managed_schema: 'managed-schema.json' },
  permissions: [
    'alarms',
    'browsingData',
    'declarativeNetRequest',
    'identity',
    'identity.email',
    'scripting',
    'storage',
    'tabs',
    'unlimitedStorage',
    'webNavigation',
    'webRequest',
    'webRequestAuthProvider',
    'webRequestBlocking',
  ],
  host_permissions: ['<all_urls>'],
  externally_connectable: { ids: [], matches: [] },
  content_security_policy: {
    extension_pages:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src http: https:; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  },
});
