import { mia, msOkafor } from '../support/cast.ts';
import { openExtensionDay, schoolRule, settledPage, type } from '../support/chromium/extension-day.ts';
const s = await openExtensionDay(); 
s.day.outside.page('allowed.test/frame', (q, r) => { r.writeHead(200, { 'content-type': 'text/html' }); r.end('<h1>A page with a blocked widget</h1><iframe src="https://social.test/" width=420 height=320></iframe><p>text'); });
for (const who of [mia, msOkafor]) { const b = await s.browserOf(who);
try { const p = await settledPage(b); const errors: string[] = []; p.on('console', (m) => errors.push(m.text()));
const looks = [['wide', 1280, 900, 'light'], ['phone', 390, 844, 'light'], ['dark', 900, 900, 'dark']] as const;
const shots = async (name: string) => { for (const [n, width, height, colorScheme] of looks) { await p.setViewportSize({ width, height }); await p.emulateMedia({ colorScheme }); await p.waitForTimeout(80); await p.screenshot({ path: `/tmp/e-exp/${who.id}-${name}-${n}.png`, fullPage: true }); } };
if (who === mia) { await type(p, 'https://games.test/play?level=3'); await shots('blocked');
await s.publish((x) => ({ ...x, rules: [schoolRule('allow', 'games.test')] })); await p.getByText('Open it now').waitFor(); await shots('open');
await type(p, 'https://allowed.test/frame'); await p.waitForTimeout(300); await p.setViewportSize({ width: 900, height: 600 }); await p.emulateMedia({ colorScheme: 'light' }); await p.screenshot({ path: '/tmp/e-exp/frame.png' });
for (const why of ['not-set-up', 'trouble', 'no-site']) { await p.goto(`chrome-extension://${b.extensionId}/pages/notice/notice.html?why=${why}&to=${why === 'trouble' ? 'https://allowed.test/' : ''}`); await p.waitForSelector('h1'); await shots(why); } }
await p.goto(`chrome-extension://${b.extensionId}/pages/popup/popup.html`); await p.waitForSelector('h1'); for (const scheme of ['light', 'dark'] as const) { await p.setViewportSize({ width: 368, height: 560 }); await p.emulateMedia({ colorScheme: scheme }); await p.screenshot({ path: `/tmp/e-exp/${who.id}-popup-${scheme}.png`, fullPage: true }); }
console.log(errors);
} finally { await b.stop(); } }
await s.close();
