import { chromium } from 'playwright-core';
import { renderBlockPage, type BlockPageInput } from '#policies/words/block-page.ts';
import { renderProblemPage } from '#policies/words/problem-page.ts';
import { judgeOf, requestOf, ruleOf, targetOf, thursday } from '#tests/policies/support/judging.ts';
import { starterLists } from '#tests/policies/support/starter-lists.ts';
const judge = judgeOf({ lists: starterLists, policy: { rules: [ruleOf('exam.test', { id: 'exams', until: thursday + 86400000 * 3, reason: 'Closed during the mock exams.', origin: { kind: 'policy', name: 'Mock exams' } })] } });
const base = (url: string, who = '8b', change: Partial<BlockPageInput> = {}): BlockPageInput => ({ verdict: judge.judge(requestOf(who, url)), target: targetOf(url), reference: '7K3M9QX2VB4D', subjectKind: 'pupil', schoolName: 'Greenfield School', at: thursday, timeZone: 'Europe/London', enforcedBy: 'proxy', askUrl: 'https://dash.test/ask/7K3M9QX2VB4D', reportUrl: 'https://dash.test/report/7K3M9QX2VB4D', phaseName: 'Key Stage 3', ...change });
const pages: Record<string, string> = {
  games: renderBlockPage(base('https://www.games.test/play/online/chess?level=3')),
  suicide: renderBlockPage(base('https://suicide.test/')),
  illegal: renderBlockPage(base('https://illegal.test/x', '8b', { askUrl: 'https://dash.test/ask/1' })),
  exam: renderBlockPage(base('https://exam.test/')),
  carried: renderBlockPage(base('https://www-roblox-com.translate.goog/discover?_x_tr_sl=en&' + 'long='.repeat(60))),
  warn: renderBlockPage(base('https://new-site.test/', 'ks1', { phaseName: 'Key Stage 1', askUrl: null })),
  staff: renderBlockPage(base('https://gambling.test/', 'staff', { subjectKind: 'staff', phaseName: 'Staff' })),
  problem: renderProblemPage({ title: 'This site cannot be reached safely', sentences: ['The site showed a certificate that is not its own, so nobody can tell who is answering.', 'Nothing was sent to it. Try again later, or tell the school’s IT support and give them the reference number.'], reference: '7K3M9QX2VB4D', schoolName: 'Greenfield School' }),
};
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const only = process.argv[2]?.split(',');
for (const [scheme, w, h] of [['light', 1200, 900], ['light', 375, 800], ['dark', 1200, 900], ['dark', 375, 800]] as const) {
  const ctx = await b.newContext({ colorScheme: scheme, viewport: { width: w, height: h } }); const p = await ctx.newPage();
  for (const [n, c] of Object.entries(pages)) { if (only && !only.includes(n)) continue; await p.setContent(c); await p.screenshot({ path: `/tmp/shots/${n}-${scheme}-${w}.png`, fullPage: true }); }
  await ctx.close();
}
const ctx = await b.newContext(); const p = await ctx.newPage(); await p.setContent(pages['games']!); await p.emulateMedia({ media: 'print' }); await p.screenshot({ path: '/tmp/shots/print.png', fullPage: true });
await b.close();
