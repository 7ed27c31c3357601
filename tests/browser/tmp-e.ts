import { chromePolicy } from '#main/chrome/chrome-policy.ts';
import { mia } from '../support/cast.ts';
import { openExtensionDay } from '../support/chromium/extension-day.ts';
const s = await openExtensionDay();
const all = chromePolicy({ dashboardUrl: s.day.dashboard.url, proxyAddress: `127.0.0.1:${s.day.proxy.port}`, extensionId: s.extension.id, enrolmentKey: s.day.enrolmentKey, authorityDer: s.day.authority.certificateDer } as any) as any;
for (const k of ['ExtensionInstallForcelist', 'ExtensionSettings', '3rdparty', 'DeveloperToolsAvailability', 'RemoteDebuggingAllowed']) delete all[k];
for (const mode of ['few', 'all']) {
const policy = mode === 'all' ? all : { ProxySettings: all.ProxySettings, CACertificates: all.CACertificates };
const b = await s.browserOf(mia, { hostRules: [], policy });
try { const p = await b.newPage(); const t0 = performance.now(); let last = '';
for (let i = 0; i < 100; i++) { const r = await p.goto('https://allowed.test/').catch((e) => String(e).slice(11, 70)); const now = `${typeof r === 'string' ? r : r?.status()} ${await p.title().catch(String)} ${p.url().slice(0, 80)}`; if (now !== last) console.log(mode, (performance.now() - t0).toFixed(0), now); last = now; if (last.includes('Origin')) break; await new Promise(r => setTimeout(r, 100)); }
console.log(b.context.serviceWorkers().map(w => w.url()));
} finally { await b.stop(); } }
await s.close();
